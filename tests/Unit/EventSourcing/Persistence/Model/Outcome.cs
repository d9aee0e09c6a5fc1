using EventSourcing.Persistence;

namespace EventSourcing.Tests.Persistence.Model;

/// <summary>What came of an operation, in words that model and store share, so that equal words are equal outcomes.</summary>
/// <param name="Text">The words.</param>
/// <param name="Position">Where the store says it has written; the model has no positions.</param>
/// <param name="IsUnknown">Whether the store could not say what came of it.</param>
internal sealed record Outcome(string Text, Position? Position = null, bool IsUnknown = false)
{
    /// <summary>The revision the stream is at, as far as it was told.</summary>
    public long? Revision { get; private init; }

    /// <summary>Whether the store said no.</summary>
    public bool IsRefusal { get; private init; }

    public static Outcome Appended(long revision, bool hasPosition) => new($"revision {revision}, {(hasPosition ? "with its" : "without")} position") { Revision = revision };

    public static Outcome NothingAppended(long revision) => new($"nothing to append, revision {revision}");

    public static Outcome Together(IEnumerable<Outcome> outcomes) => new($"{{ {string.Join(" | ", outcomes.Select(one => one.Text))} }}");

    public static Outcome Done(string what) => new(what);

    public static Outcome Conflict(string stream, ExpectedRevision expected, long? actual) =>
        new($"conflict: {stream} is at {(actual is null ? "none" : actual)}, expected was {expected}") { Revision = actual ?? -1, IsRefusal = true };

    public static Outcome Deleted(string stream) => new($"{stream} is deleted") { IsRefusal = true };

    public static Outcome Missing(string stream) => new($"{stream} is missing") { IsRefusal = true };

    /// <summary>Not to be waited for.</summary>
    public static Outcome NoAnswer { get; } = new("never answered", IsUnknown: true);

    public static Outcome NotAtomic { get; } = new("more than one stream is not to be had") { IsRefusal = true };

    public static Outcome Read(IEnumerable<string> events) => new($"read: {string.Join(' ', events)}");

    public static string Event(string stream, long revision, int number) => $"{stream}@{revision}={Number(number)}";

    public static string Number(int number) => $"e{number}";

    public static string Metadata(long? maxCount, long? truncateBefore) => (maxCount, truncateBefore) switch
    {
        (null, null) => "none",
        (_, ModelStream.Everything) => "soft-deleted",
        _ => $"$maxCount {maxCount}, $tb {truncateBefore}",
    };

    public override string ToString() => Text;
}
