using System.Text.RegularExpressions;

namespace EventSourcing.Persistence;

/// <summary>Chooses events of the log. An event must satisfy everything that is set; within one list, one entry is
/// enough. A store tests as much as it can itself, so that events left out do not travel.</summary>
public sealed record EventFilter
{
    /// <summary>The beginning of the names of streams that hold snapshots.</summary>
    public const string SnapshotPrefix = "snapshot-";

    private const string SystemPrefix = "$";

    /// <summary>Application events of all streams and types.</summary>
    public static EventFilter None { get; } = new();

    /// <summary>Beginnings of stream names; empty: all streams.</summary>
    public IReadOnlyList<string> StreamPrefixes { get; init; } = [];

    /// <summary>Exact event types; empty: all types.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Beginnings of event types; empty: all types.</summary>
    public IReadOnlyList<string> TypePrefixes { get; init; } = [];

    /// <summary>A .NET regular expression the stream's name must match somewhere; anchor it yourself. It may run in the
    /// server.</summary>
    public string? StreamPattern { get; init; }

    /// <summary>A .NET regular expression the event type must match somewhere; anchor it yourself. It may run in the
    /// server.</summary>
    public string? TypePattern { get; init; }

    /// <summary>Whether the store's own events come too: those in streams, and those of types, that begin with
    /// <c>$</c>.</summary>
    public bool IncludeSystem { get; init; }

    /// <summary>Whether snapshots come too.</summary>
    public bool IncludeSnapshots { get; init; }

    /// <summary>The rules for the stream's name as one regular expression, anchored where it must be; <see langword="null"/>
    /// where there are none.</summary>
    public string? StreamExpression => Expression(ExcludedStreams, Alternatives(StreamPrefixes, ""), StreamPattern);

    /// <summary>The rules for the event type as one regular expression, anchored where it must be; <see langword="null"/>
    /// where there are none.</summary>
    public string? TypeExpression
    {
        get
        {
            string?[] lists = [Alternatives(Types, @"\z"), Alternatives(TypePrefixes, "")];
            return Expression(ExcludedTypes, string.Concat(lists) is "" ? null : string.Concat(lists), TypePattern);
        }
    }

    /// <summary>Makes a test of the rules for the stream's name; <see langword="null"/> where there are none.</summary>
    /// <exception cref="ArgumentException">The pattern is no regular expression.</exception>
    public Func<string, bool>? CompileStream() => Test(ExcludedStreams, StreamPrefixes, [], StreamPattern);

    /// <summary>Makes a test of the rules for the event type; <see langword="null"/> where there are none.</summary>
    /// <exception cref="ArgumentException">The pattern is no regular expression.</exception>
    public Func<string, bool>? CompileType() => Test(ExcludedTypes, TypePrefixes, Types, TypePattern);

    /// <summary>Makes a test of the whole filter, for a store that runs it here.</summary>
    /// <returns>Takes a stream name and an event type.</returns>
    /// <exception cref="ArgumentException">A pattern is no regular expression.</exception>
    public Func<string, string, bool> Compile()
    {
        var stream = CompileStream();
        var type = CompileType();
        return (streamName, typeName) => stream?.Invoke(streamName) != false && type?.Invoke(typeName) != false;
    }

    private string[] ExcludedStreams => [.. ExcludedTypes, .. IncludeSnapshots ? [] : new[] { SnapshotPrefix }];

    private string[] ExcludedTypes => IncludeSystem ? [] : [SystemPrefix];

    /// <summary>The same rules as the expressions, without making everything one of them: each event is tested.</summary>
    private static Func<string, bool>? Test(string[] excluded, IReadOnlyList<string> prefixes, IReadOnlyList<string> exact, string? pattern)
    {
        var expression = pattern is null
            ? null
            : new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        if (excluded is [] && prefixes.Count == 0 && exact.Count == 0 && expression is null)
            return null;
        return name => !BeginsWithAny(name, excluded)
            && (prefixes.Count == 0 || BeginsWithAny(name, prefixes))
            && (exact.Count == 0 || exact.Contains(name, StringComparer.Ordinal))
            && expression?.IsMatch(name) != false;
    }

    private static bool BeginsWithAny(string name, IReadOnlyList<string> prefixes)
    {
        for (var i = 0; i < prefixes.Count; i++)
            if (name.StartsWith(prefixes[i], StringComparison.Ordinal))
                return true;
        return false;
    }

    private static string? Alternatives(IReadOnlyList<string> texts, string end) =>
        texts.Count == 0 ? null : $"(?={string.Join('|', texts.Select(text => Regex.Escape(text) + end))})";

    private static string? Expression(string[] excludedPrefixes, string? included, string? pattern)
    {
        if (excludedPrefixes is [] && included is null)
            return pattern;
        var excluded = excludedPrefixes is [] ? "" : $"(?!{string.Join('|', excludedPrefixes.Select(Regex.Escape))})";
        var searched = pattern is null ? "" : $"(?=[\\s\\S]*?(?:{pattern}))";
        return $"^{excluded}{included}{searched}";
    }
}
