using EventSourcing.EventStoreDb.Client.Channels;
using EventSourcing.EventStoreDb.Client.Errors;
using EventSourcing.EventStoreDb.Client.Wire;
using EventSourcing.EventStoreDb.Protos;
using EventSourcing.EventStoreDb.Protos.Streams;
using EventSourcing.Persistence;
using Grpc.Core;

namespace EventSourcing.EventStoreDb.Client.Appends;

/// <summary>An append as a call of its own: for servers that lack BatchAppend.</summary>
internal sealed class PlainAppend(NodeChannel node)
{
    private static readonly Empty Set = new();
    private readonly Protos.Streams.Streams.StreamsClient _client = new(node.Invoker);

    public async Task<AppendResult> AppendAsync(StreamAppend append, CallDescription description, CallDeadline deadline)
    {
        try
        {
            using var call = _client.Append(node.Options(deadline.Token));
            try
            {
                await call.RequestStream.WriteAsync(new AppendReq { Options = Options(append.Stream, append.Expected) }, CancellationToken.None).ConfigureAwait(false);
                foreach (var added in append.Events)
                    await call.RequestStream.WriteAsync(added.ToAppendMessage(), CancellationToken.None).ConfigureAwait(false);
                await call.RequestStream.CompleteAsync().ConfigureAwait(false);
            }
            catch (Exception error) when (RpcErrors.IsEndOfCall(error))
            {
                // The server has ended the call before it had everything; its answer says why.
            }

            return Result(await call.ResponseAsync.ConfigureAwait(false), append.Stream, append.Expected);
        }
        catch (RpcException error)
        {
            deadline.ThrowIfEnded(description, error);
            throw RpcErrors.ToPersistence(error, description);
        }
    }

    private static AppendReq.Types.Options Options(string stream, ExpectedRevision expected)
    {
        var options = new AppendReq.Types.Options { StreamIdentifier = stream.ToStreamIdentifier() };
        if (expected.Revision is { } revision)
            options.Revision = (ulong)revision;
        else if (expected == ExpectedRevision.NoStream)
            options.NoStream = Set;
        else if (expected == ExpectedRevision.StreamExists)
            options.StreamExists = Set;
        else
            options.Any = Set;
        return options;
    }

    private static AppendResult Result(AppendResp answer, string stream, ExpectedRevision expected)
    {
        if (answer.ResultCase == AppendResp.ResultOneofCase.WrongExpectedVersion)
        {
            var conflict = answer.WrongExpectedVersion;
            var exists = conflict.CurrentRevisionOptionCase == AppendResp.Types.WrongExpectedVersion.CurrentRevisionOptionOneofCase.CurrentRevision;
            throw new WrongExpectedRevisionException(stream, expected, exists ? (long)conflict.CurrentRevision : null);
        }

        var success = answer.Success;
        return new AppendResult(
            success.CurrentRevisionOptionCase == AppendResp.Types.Success.CurrentRevisionOptionOneofCase.CurrentRevision ? (long)success.CurrentRevision : -1,
            success.PositionOptionCase == AppendResp.Types.Success.PositionOptionOneofCase.Position
                ? new Position((long)success.Position.CommitPosition, (long)success.Position.PreparePosition)
                : null);
    }
}
