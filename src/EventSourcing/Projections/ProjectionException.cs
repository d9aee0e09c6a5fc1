using EventSourcing.Domain;
using EventSourcing.Persistence;

namespace EventSourcing.Projections;

/// <summary>An error has stopped a projection. Nothing of the event it stopped at is in the view; everything before is.
/// Once the cause is put right, start it again: it goes on with that event.</summary>
public sealed class ProjectionException : EventSourcingException
{
    internal ProjectionException(string projection, RecordedEvent? at, Exception cause)
        : base(Text(projection, at, cause), cause)
    {
        Projection = projection;
        Event = at;
    }

    /// <summary>The projection's name.</summary>
    public string Projection { get; }

    /// <summary>The event that it stopped at: its stream, revision, type and position; <see langword="null"/> where no
    /// event is to blame.</summary>
    public RecordedEvent? Event { get; }

    private static string Text(string projection, RecordedEvent? at, Exception cause) => at is null
        ? $"'{projection}' has stopped: {cause.Message} Put the cause right, and start it again."
        : $"'{projection}' has stopped at {at} (position {at.Position}): {cause.Message} Nothing of this event was applied. Put the cause right, and start it again: it goes on with this event.";
}
