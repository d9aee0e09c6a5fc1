using EventSourcing.Persistence;

namespace PSEventSourcing.Commands.Streams.Tracing;

/// <summary>Puts the events of one correlation into the tree of what has caused what.</summary>
internal sealed class CausationTree
{
    private readonly List<TracedEvent> _events = [];

    public void Add(RecordedEvent recorded) => _events.Add(new TracedEvent(new StreamEvent(recorded), EventMetadata.Parse(recorded.Metadata).CausationId));

    /// <summary>All events, each behind what has caused it.</summary>
    /// <remarks>An event whose cause is not among them, or comes after it in the log, begins a tree of its own. So ids that
    /// were made up cannot lead round in a circle.</remarks>
    public IEnumerable<TracedEvent> Draw()
    {
        var roots = new List<TracedEvent>();
        var earlier = new Dictionary<string, TracedEvent>(StringComparer.OrdinalIgnoreCase);
        foreach (var traced in _events)
        {
            if (traced.CausationId is { } cause && earlier.TryGetValue(cause, out var parent))
                parent.Add(traced);
            else
                roots.Add(traced);
            earlier.TryAdd(traced.Id.ToString(), traced);
        }

        return roots.SelectMany(root => root.Draw());
    }
}
