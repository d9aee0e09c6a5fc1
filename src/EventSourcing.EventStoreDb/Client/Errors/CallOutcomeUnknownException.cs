using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Errors;

/// <summary>A call that changes something in the server was sent, and no answer came: it may have been carried out, or
/// not.</summary>
public sealed class CallOutcomeUnknownException : PersistenceException
{
    internal CallOutcomeUnknownException(CallDescription call, string reason, Exception? innerException)
        : base($"Whether the {call.Subject} happened is unknown: {reason} Look before you try again.", call.Stream, innerException)
    {
    }
}
