using EventSourcing.EventStoreDb.Client.Errors;
using EventSourcing.EventStoreDb.Protos;
using EventSourcing.Persistence;
using Google.Protobuf.WellKnownTypes;
using Timeout = EventSourcing.EventStoreDb.Protos.Timeout;

namespace EventSourcing.EventStoreDb.Client.Appends;

/// <summary>What went wrong with one append over BatchAppend: errors come inside the answer, and the call goes on.</summary>
internal static class AppendErrors
{
    public static PersistenceException From(Status? error, CallDescription call)
    {
        var details = error?.Details;
        var stream = call.Stream!;
        if (error is null || details is null)
            return new AppendOutcomeUnknownException(stream, $"{call.Endpoint} gave an answer without a result.");
        if (details.Is(WrongExpectedVersion.Descriptor))
            return new WrongExpectedRevisionException(stream, call.Expected!.Value, Actual(details.Unpack<WrongExpectedVersion>()));
        if (details.Is(StreamDeleted.Descriptor))
            return new StreamDeletedException(stream);
        if (details.Is(AccessDenied.Descriptor))
            return RpcErrors.Denied(call);
        if (details.Is(MaximumAppendSizeExceeded.Descriptor))
            return new AppendTooLargeException(stream, details.Unpack<MaximumAppendSizeExceeded>().MaxAppendSize);
        if (details.Is(BadRequest.Descriptor))
            return new PersistenceException($"{call.Endpoint} refused the append to '{stream}': {details.Unpack<BadRequest>().Message} Nothing was written.", stream);
        if (details.Is(Timeout.Descriptor))
            return new AppendOutcomeUnknownException(stream, $"{call.Endpoint} could not finish the write in time.");
        // The one error that comes with the code OK: no leader, or too busy; nothing was written.
        if (details.Is(Google.Protobuf.WellKnownTypes.Empty.Descriptor) && error.Code == Code.Ok)
            return new StoreUnavailableException($"EventStoreDB at {call.Endpoint} cannot take the append to '{stream}': it says '{error.Message}'. Nothing was written; try again later.", stream);
        return new AppendOutcomeUnknownException(stream, $"{call.Endpoint} answered '{error.Message}' ({error.Code}).");
    }

    private static long? Actual(WrongExpectedVersion conflict) =>
        conflict.CurrentStreamRevisionOptionCase == WrongExpectedVersion.CurrentStreamRevisionOptionOneofCase.CurrentStreamRevision
            ? (long)conflict.CurrentStreamRevision
            : null;
}
