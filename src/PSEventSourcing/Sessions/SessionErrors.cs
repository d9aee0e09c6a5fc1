using EventSourcing.Domain;

namespace PSEventSourcing.Sessions;

/// <summary>A session was used after it had been closed.</summary>
internal sealed class SessionClosedException(EventStoreSession session)
    : EventSourcingException($"The session {session.Id} ({session}) has been closed.");

/// <summary>There is no session to do this with.</summary>
internal sealed class NotConnectedException()
    : EventSourcingException("No event store is connected in this runspace.");
