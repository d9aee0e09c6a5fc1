using System.Text.RegularExpressions;

namespace EventSourcing.EventStoreDb.Client.PersistentSubscriptions;

/// <summary>Chooses the events of a persistent subscription to <c>$all</c>, in the server: by the name of their stream or by
/// their type. It cannot be changed later.</summary>
public sealed record PersistentSubscriptionFilter
{
    private PersistentSubscriptionFilter(bool onStream, string? pattern, IReadOnlyList<string> prefixes)
    {
        OnStream = onStream;
        Pattern = pattern;
        Prefixes = prefixes;
    }

    /// <summary>Leaves out the server's own events, whose types begin with <c>$</c>.</summary>
    public static PersistentSubscriptionFilter ExcludeSystemEvents { get; } = TypePattern(@"^[^\$].*");

    /// <summary>Whether names of streams are looked at; if not, types of events.</summary>
    public bool OnStream { get; }

    /// <summary>The regular expression that must match; <see langword="null"/> where <see cref="Prefixes"/> are given.</summary>
    public string? Pattern { get; }

    /// <summary>The beginnings of which one must match.</summary>
    public IReadOnlyList<string> Prefixes { get; }

    /// <summary>Events of streams whose names a .NET regular expression matches somewhere.</summary>
    public static PersistentSubscriptionFilter StreamPattern(string pattern) => new(onStream: true, Checked(pattern), []);

    /// <summary>Events of streams whose names begin with one of these texts.</summary>
    public static PersistentSubscriptionFilter StreamPrefixes(params IReadOnlyList<string> prefixes) => new(onStream: true, null, Checked(prefixes));

    /// <summary>Events whose types a .NET regular expression matches somewhere.</summary>
    public static PersistentSubscriptionFilter TypePattern(string pattern) => new(onStream: false, Checked(pattern), []);

    /// <summary>Events whose types begin with one of these texts.</summary>
    public static PersistentSubscriptionFilter TypePrefixes(params IReadOnlyList<string> prefixes) => new(onStream: false, null, Checked(prefixes));

    private static string Checked(string pattern)
    {
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        // The server is .NET too, and only says that something went wrong where it cannot read an expression.
        _ = new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        return pattern;
    }

    private static IReadOnlyList<string> Checked(IReadOnlyList<string> prefixes) => prefixes.Count == 0 || prefixes.Any(string.IsNullOrEmpty)
        ? throw new ArgumentException("At least one prefix is needed, and none may be empty.", nameof(prefixes))
        : prefixes;
}
