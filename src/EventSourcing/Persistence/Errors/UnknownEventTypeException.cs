namespace EventSourcing.Persistence;

/// <summary>A stored event is of a type that the application does not know.</summary>
public sealed class UnknownEventTypeException : PersistenceException
{
    /// <summary>Creates the error.</summary>
    /// <param name="recorded">The event.</param>
    public UnknownEventTypeException(RecordedEvent recorded)
        : base($"The event at revision {recorded.Revision} of '{recorded.Stream}' is of the type '{recorded.Type}', which no event class here has. If a class was renamed or moved, give it [FormerEventType(\"{recorded.Type}\")].", recorded.Stream)
    {
        Revision = recorded.Revision;
        EventType = recorded.Type;
    }

    /// <summary>The event's place in its stream.</summary>
    public long Revision { get; }

    /// <summary>The type name.</summary>
    public string EventType { get; }
}
