using EventSourcing.EventStoreDb.Protos;
using EventSourcing.EventStoreDb.Protos.Streams;
using EventStoreDb.Emulator.Access;
using EventStoreDb.Emulator.Store;
using Google.Protobuf.Collections;
using Grpc.Core;
using Expected = EventSourcing.EventStoreDb.Protos.Streams.AppendReq.Types.Options.ExpectedStreamRevisionOneofCase;

namespace EventStoreDb.Emulator.Services;

/// <summary>One Append: options, then events, then - once the client has closed its side - one write and one answer.</summary>
internal sealed class AppendCall(Writer writer, AccessControl access, int maxAppendSize)
{
    public async Task<AppendResp> RunAsync(IAsyncStreamReader<AppendReq> requests, ServerCallContext context)
    {
        var cancel = context.CancellationToken;
        if (!await requests.MoveNext(cancel) || requests.Current.Options is not { } options)
        {
            throw new MalformedRequestException("The first message brings the options.");
        }

        var expected = options.ExpectedStreamRevisionCase switch
        {
            Expected.Revision => Requests.Exactly(options.Revision),
            Expected.NoStream => ExpectedRevision.NoStream,
            Expected.Any => ExpectedRevision.Any,
            Expected.StreamExists => ExpectedRevision.StreamExists,
            var none => throw Errors.NotValid(none.ToString(), "AppendReq+Types+Options+ExpectedStreamRevisionOneofCase"),
        };
        var stream = Requests.WritableStreamName(options.StreamIdentifier);
        if (!access.Allows(context.Caller(), StreamAction.Write, stream))
        {
            throw Errors.AccessDenied();
        }

        var events = new List<ProposedEvent>();
        var size = 0L;
        while (await requests.MoveNext(cancel))
        {
            var message = requests.Current.ProposedMessage
                ?? throw new MalformedRequestException("After the options only events may come.");
            RequireKey(message.Metadata, Requests.TypeKey);
            RequireKey(message.Metadata, Requests.ContentTypeKey);
            events.Add(Requests.Event(message.Id, message.Metadata, message.CustomMetadata, message.Data));
            size += message.Data.Length;
            if (size > maxAppendSize)
            {
                throw Errors.MaximumAppendSizeExceeded(maxAppendSize);
            }
        }

        var outcome = await writer.AppendAsync(stream, expected, events, cancel);
        if (outcome is WriteOutcome.Unanswered)
        {
            await Silence.KeepAsync(cancel);
        }

        return Answer(outcome, stream, expected);
    }

    private static void RequireKey(MapField<string, string> metadata, string key)
    {
        if (!metadata.ContainsKey(key))
        {
            throw Errors.RequiredMetadataMissing(key);
        }
    }

    private static AppendResp Answer(WriteOutcome outcome, string stream, ExpectedRevision expected) => outcome switch
    {
        WriteOutcome.Written written => new AppendResp { Success = Success(written) },
        WriteOutcome.Conflict conflict => new AppendResp { WrongExpectedVersion = Conflict(expected, conflict.Actual) },
        _ => throw Errors.Refused(outcome, stream),
    };

    private static AppendResp.Types.Success Success(WriteOutcome.Written written)
    {
        var success = new AppendResp.Types.Success();
        if (written.Revision >= 0)
        {
            success.CurrentRevision = (ulong)written.Revision;
        }
        else
        {
            success.NoStream = new Empty();
        }

        if (written.Position is { } position)
        {
            success.Position = new AppendResp.Types.Position
            {
                CommitPosition = (ulong)position,
                PreparePosition = (ulong)position,
            };
        }
        else
        {
            success.NoPosition = new Empty();
        }

        return success;
    }

    /// <summary>Everything is said twice, the second time for clients of version 20.6.</summary>
    private static AppendResp.Types.WrongExpectedVersion Conflict(ExpectedRevision expected, long actual)
    {
        var conflict = new AppendResp.Types.WrongExpectedVersion();
        if (actual >= 0)
        {
            conflict.CurrentRevision = conflict.CurrentRevision2060 = (ulong)actual;
        }
        else
        {
            conflict.CurrentNoStream = conflict.NoStream2060 = new Empty();
        }

        if (expected == ExpectedRevision.Any)
        {
            conflict.ExpectedAny = conflict.Any2060 = new Empty();
        }
        else if (expected == ExpectedRevision.StreamExists)
        {
            conflict.ExpectedStreamExists = conflict.StreamExists2060 = new Empty();
        }
        else if (expected == ExpectedRevision.NoStream)
        {
            conflict.ExpectedNoStream = new Empty();
            conflict.ExpectedRevision2060 = ulong.MaxValue;
        }
        else
        {
            conflict.ExpectedRevision = conflict.ExpectedRevision2060 = (ulong)expected.Value;
        }

        return conflict;
    }
}
