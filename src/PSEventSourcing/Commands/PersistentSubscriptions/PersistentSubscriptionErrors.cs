using EventSourcing.Domain;
using EventSourcing.Persistence;

namespace PSEventSourcing.Commands.PersistentSubscriptions;

/// <summary>What was asked of a persistent subscription cannot be.</summary>
internal sealed class InvalidPersistentSubscriptionException(string group, string why)
    : EventSourcingException($"Nothing was done with the persistent subscription '{group}': {why}");

/// <summary>A handler has failed.</summary>
internal sealed class ReceiveHandlerFailedException(RecordedEvent recorded, Exception error)
    : EventSourcingException($"The handler failed for the event {recorded}, which was given back for another try: {error.Message}", error);

/// <summary>A handler has answered with something that is no answer.</summary>
internal sealed class UnknownAnswerException(RecordedEvent recorded, string answer)
    : EventSourcingException($"The handler answered {answer} for the event {recorded}, which was given back for another try. A handler answers Ack, Park, Retry or Skip, or nothing, which means Ack.");

/// <summary>Parked events are on their way already.</summary>
internal sealed class ParkedEventsBusyException(string group)
    : EventSourcingException($"Parked events of the persistent subscription '{group}' are being delivered again already, and until that is done the server leaves aside what is asked for.");
