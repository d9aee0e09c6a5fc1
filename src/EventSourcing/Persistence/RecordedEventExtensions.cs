using EventSourcing.Domain;

namespace EventSourcing.Persistence;

/// <summary>Makes stored events the cause of others.</summary>
public static class RecordedEventExtensions
{
    /// <summary>The context in which whatever is raised says that this event caused it: it belongs to what the event
    /// belongs to, or to the event itself where that says nothing, and takes its time from the current context's clock.
    /// Projections and process managers enter it around their handlers.</summary>
    /// <example><code>using (recorded.AsCause().Enter()) dog.AddTrick("sit");</code></example>
    public static EventContext AsCause(this RecordedEvent recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        var id = recorded.Id.ToString();
        return new EventContext
        {
            TimeProvider = EventContext.Current.TimeProvider,
            CorrelationId = EventMetadata.Parse(recorded.Metadata).CorrelationId ?? id,
            CausationId = id,
        };
    }
}
