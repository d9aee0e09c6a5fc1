using EventSourcing.Persistence;

namespace EventSourcing;

/// <summary>An event of a log, with its place.</summary>
/// <typeparam name="TEvent">The class of the log's events.</typeparam>
/// <param name="Data">The fact itself.</param>
/// <param name="Recorded">The event as it is stored.</param>
public sealed record LoggedEvent<TEvent>(TEvent Data, RecordedEvent Recorded)
    where TEvent : notnull
{
    /// <summary>Its place in the log, from 0.</summary>
    public long Revision => Recorded.Revision;

    /// <summary>Its unique id.</summary>
    public Guid Id => Recorded.Id;

    /// <summary>When it was raised, what it belongs to and what caused it.</summary>
    public EventMetadata Metadata => EventMetadata.Parse(Recorded.Metadata);
}
