using EventSourcing.Domain;

namespace PSEventSourcing.Sessions;

/// <summary>A session was used after it had been closed.</summary>
internal sealed class SessionClosedException(EventStoreSession session)
    : EventSourcingException($"The session {session.Id} ({session}) has been closed.");

/// <summary>A session was to become the default of a runspace that is not its own.</summary>
internal sealed class ForeignSessionException(EventStoreSession session)
    : EventSourcingException($"The session {session.Id} ({session}) was opened in another runspace, or is closed, so it cannot be the default here.");

/// <summary>There is no session to do this with.</summary>
internal sealed class NotConnectedException()
    : EventSourcingException("No event store is connected in this runspace.");

/// <summary>What was asked for only servers have, and the session is of another kind of store.</summary>
internal sealed class NotAServerException(string store)
    : EventSourcingException($"The session is of a store {store}. Only EventStoreDB has what was asked for.");
