namespace PSEventSourcing.Commands.Streams.Tracing;

/// <summary>An event, and what it has caused.</summary>
public sealed class TracedEvent
{
    private readonly List<TracedEvent> _caused = [];

    internal TracedEvent(StreamEvent @event, string? causationId)
    {
        Event = @event;
        CausationId = causationId;
    }

    /// <summary>The event.</summary>
    public StreamEvent Event { get; }

    /// <summary>The id of what caused it; nothing where it began the chain.</summary>
    public string? CausationId { get; }

    /// <summary>The events it has caused, in the order of the log.</summary>
    public IReadOnlyList<TracedEvent> Caused => _caused;

    /// <summary>How many events lie between it and the beginning of the chain.</summary>
    public int Depth { get; private set; }

    /// <summary>The stream of the event.</summary>
    public string Stream => Event.Stream;

    /// <summary>The revision of the event.</summary>
    public long Revision => Event.Revision;

    /// <summary>The type of the event.</summary>
    public string Type => Event.Type;

    /// <summary>When the event was written.</summary>
    public DateTimeOffset Created => Event.Created;

    /// <summary>The unique id of the event.</summary>
    public Guid Id => Event.Id;

    /// <summary>What the event says.</summary>
    public object? Data => Event.Data;

    /// <summary>The event's place in the tree, drawn.</summary>
    public string Tree { get; private set; } = "";

    /// <summary>The place in the tree, the type and the stream.</summary>
    public override string ToString() => $"{Tree} ({Stream}@{Revision})";

    internal void Add(TracedEvent caused) => _caused.Add(caused);

    /// <summary>This event and all it has caused, top down, each with its place in the tree.</summary>
    internal IEnumerable<TracedEvent> Draw()
    {
        // Not by recursion: a chain may be long.
        var open = new Stack<(TracedEvent Event, int Depth, string Lead, string Branch)>();
        open.Push((this, 0, "", ""));
        while (open.TryPop(out var next))
        {
            (next.Event.Depth, next.Event.Tree) = (next.Depth, next.Lead + next.Branch + next.Event.Type);
            yield return next.Event;
            var below = next.Branch switch { "" => "", "└─ " => next.Lead + "   ", _ => next.Lead + "│  " };
            for (var i = next.Event._caused.Count - 1; i >= 0; i--)
                open.Push((next.Event._caused[i], next.Depth + 1, below, i == next.Event._caused.Count - 1 ? "└─ " : "├─ "));
        }
    }
}
