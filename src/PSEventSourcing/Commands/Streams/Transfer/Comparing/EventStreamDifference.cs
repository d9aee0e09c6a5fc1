using EventSourcing.Persistence;

namespace PSEventSourcing.Commands.Streams.Transfer.Comparing;

/// <summary>Something in which two streams differ.</summary>
public sealed class EventStreamDifference
{
    /// <summary>The stream, by its name at the reference.</summary>
    public required string Stream { get; init; }

    /// <summary>The revision at the reference, or where it is not there, at the other; nothing where one has no events at
    /// all.</summary>
    public long? Revision => (ReferenceEvent ?? DifferenceEvent)?.Revision;

    /// <summary><c>&lt;=</c>: only the reference has it; <c>=&gt;</c>: only the other has it; <c>&lt;&gt;</c>: both have it,
    /// and it differs.</summary>
    public required string SideIndicator { get; init; }

    /// <summary>What differs.</summary>
    public required EventDifferences Difference { get; init; }

    /// <summary>The event of the reference; nothing where it has none.</summary>
    public StreamEvent? ReferenceEvent { get; init; }

    /// <summary>The event of the other; nothing where it has none.</summary>
    public StreamEvent? DifferenceEvent { get; init; }

    /// <summary>The stream, the side and what differs: <c>Account-1@3 &lt;&gt; Data</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Stream}{(Revision is { } revision ? FormattableString.Invariant($"@{revision}") : "")} {SideIndicator} {Difference}");

    /// <summary>One side has no events at all.</summary>
    internal static EventStreamDifference OfStream(string stream, bool isAtReference) =>
        new() { Stream = stream, SideIndicator = isAtReference ? "<=" : "=>", Difference = EventDifferences.Missing };

    /// <summary>One side lacks an event.</summary>
    internal static EventStreamDifference OfMissing(string stream, RecordedEvent only, bool isAtReference) => new()
    {
        Stream = stream,
        SideIndicator = isAtReference ? "<=" : "=>",
        Difference = EventDifferences.Missing,
        ReferenceEvent = isAtReference ? new StreamEvent(only) : null,
        DifferenceEvent = isAtReference ? null : new StreamEvent(only),
    };

    /// <summary>Compares two events.</summary>
    /// <returns>Nothing where they are equal.</returns>
    internal static EventStreamDifference? Between(string stream, RecordedEvent reference, RecordedEvent other)
    {
        var difference = (reference.Id == other.Id ? EventDifferences.None : EventDifferences.Id)
            | (reference.Type == other.Type ? EventDifferences.None : EventDifferences.Type)
            | (reference.Data.Span.SequenceEqual(other.Data.Span) ? EventDifferences.None : EventDifferences.Data)
            | (reference.Metadata.Span.SequenceEqual(other.Metadata.Span) ? EventDifferences.None : EventDifferences.Metadata)
            | (reference.IsJson == other.IsJson ? EventDifferences.None : EventDifferences.IsJson);
        return difference == EventDifferences.None
            ? null
            : new EventStreamDifference { Stream = stream, SideIndicator = "<>", Difference = difference, ReferenceEvent = new StreamEvent(reference), DifferenceEvent = new StreamEvent(other) };
    }
}
