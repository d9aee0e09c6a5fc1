using EventSourcing.EventStoreDb.Protos;
using EventSourcing.EventStoreDb.Protos.Streams;
using EventStoreDb.Emulator.Store;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Code = EventSourcing.EventStoreDb.Protos.Code;
using Empty = Google.Protobuf.WellKnownTypes.Empty;
using Timeout = EventSourcing.EventStoreDb.Protos.Timeout;

namespace EventStoreDb.Emulator.Services;

/// <summary>Answers of BatchAppend, which says in messages what other calls say in statuses.</summary>
internal static class BatchAnswers
{
    public static BatchAppendResp Of(WriteOutcome outcome, PendingAppend append, UUID correlationId) => outcome switch
    {
        WriteOutcome.Written written => new BatchAppendResp
        {
            CorrelationId = correlationId,
            StreamIdentifier = append.Identifier,
            Success = Success(written),
        },
        WriteOutcome.Conflict conflict => Error(
            correlationId, append.Identifier, Code.AlreadyExists, Conflict(append.Expected, conflict.Actual)),
        WriteOutcome.Deleted => Error(
            correlationId, append.Identifier, Code.NotFound, new StreamDeleted { StreamIdentifier = append.Identifier }),
        WriteOutcome.TimedOut => Timeout(correlationId, append.Identifier),
        WriteOutcome.NotReady => NotReady(correlationId, append.Identifier),
        _ => throw Errors.Refused(outcome, append.Stream),
    };

    public static BatchAppendResp AccessDenied(UUID correlationId, StreamIdentifier identifier) =>
        Error(correlationId, identifier, Code.PermissionDenied, new AccessDenied());

    public static BatchAppendResp Timeout(UUID correlationId, StreamIdentifier identifier) =>
        Error(correlationId, identifier, Code.DeadlineExceeded, new Timeout());

    public static BatchAppendResp TooLarge(UUID correlationId, StreamIdentifier identifier, int maximum) => Error(
        correlationId,
        identifier,
        Code.InvalidArgument,
        new MaximumAppendSizeExceeded { MaxAppendSize = (uint)maximum });

    public static BatchAppendResp BadRequest(UUID? correlationId, StreamIdentifier? identifier, string text) =>
        Error(correlationId, identifier, Code.InvalidArgument, new BadRequest { Message = text });

    /// <summary>The only error without a code.</summary>
    private static BatchAppendResp NotReady(UUID correlationId, StreamIdentifier identifier) => new()
    {
        CorrelationId = correlationId,
        StreamIdentifier = identifier,
        Error = new Status { Code = Code.Ok, Message = Errors.NotReadyText, Details = Any.Pack(new Empty()) },
    };

    private static BatchAppendResp Error(UUID? correlationId, StreamIdentifier? identifier, Code code, IMessage details) => new()
    {
        CorrelationId = correlationId,
        StreamIdentifier = identifier,
        Error = new Status { Code = code, Message = details.Descriptor.Name, Details = Any.Pack(details) },
    };

    private static BatchAppendResp.Types.Success Success(WriteOutcome.Written written)
    {
        var success = new BatchAppendResp.Types.Success();
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
            success.Position = new AllStreamPosition
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

    private static WrongExpectedVersion Conflict(ExpectedRevision expected, long actual)
    {
        var conflict = new WrongExpectedVersion();
        if (actual >= 0)
        {
            conflict.CurrentStreamRevision = (ulong)actual;
        }
        else
        {
            conflict.CurrentNoStream = new Empty();
        }

        if (expected == ExpectedRevision.Any)
        {
            conflict.ExpectedAny = new Empty();
        }
        else if (expected == ExpectedRevision.StreamExists)
        {
            conflict.ExpectedStreamExists = new Empty();
        }
        else if (expected == ExpectedRevision.NoStream)
        {
            conflict.ExpectedNoStream = new Empty();
        }
        else
        {
            conflict.ExpectedStreamPosition = (ulong)expected.Value;
        }

        return conflict;
    }
}
