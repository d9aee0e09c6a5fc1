using System.Management.Automation;
using EventSourcing.Persistence;

namespace PSEventSourcing.Commands.Streams.Selection;

/// <summary>Which events a cmdlet is about: those of streams, by name or with wildcards, or of the whole log; of some types
/// only, or of a time.</summary>
internal sealed record EventSelection
{
    /// <summary>The names of streams, wildcards permitted; empty: the whole log.</summary>
    public IReadOnlyList<StreamPattern> Streams { get; init; } = [];

    /// <summary>Event types, wildcards permitted; empty: all.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Not written before.</summary>
    public DateTimeOffset? After { get; init; }

    /// <summary>Written before.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>Whether the store's own events, and snapshots, come too.</summary>
    public bool IncludeSystem { get; init; }

    /// <summary>Whether one stream is named, and nothing but it.</summary>
    public bool IsOneStream => Streams is [{ IsExact: true }];

    /// <summary>What the store can do of it.</summary>
    public EventFilter Filter => new()
    {
        StreamPrefixes = [.. Streams.Select(stream => stream.Prefix).Where(prefix => prefix.Length > 0 && Streams.All(stream => stream.Prefix.Length > 0))],
        Types = Types.Any(WildcardPattern.ContainsWildcardCharacters) ? [] : Types,
        IncludeSystem = IncludeSystem || Streams.Any(stream => stream.IsSystem),
        IncludeSnapshots = IncludeSystem || Streams.Any(stream => stream.Prefix.StartsWith(EventFilter.SnapshotPrefix, StringComparison.Ordinal)),
    };

    /// <summary>Makes the test of an event for all of it.</summary>
    public Func<RecordedEvent, bool> Compile()
    {
        var types = Types.Select(type => WildcardPattern.Get(type, WildcardOptions.CultureInvariant)).ToArray();
        return recorded =>
            (Streams.Count == 0 || Streams.Any(stream => stream.Matches((recorded.Link ?? recorded).Stream)))
            && (types.Length == 0 || types.Any(type => type.IsMatch(recorded.Type)))
            && (After is not { } after || recorded.Created >= after)
            && (Before is not { } before || recorded.Created < before);
    }
}
