using System.Globalization;

namespace EventSourcing.Persistence;

/// <summary>What an append or a delete demands of the stream.</summary>
public readonly record struct ExpectedRevision
{
    private readonly long _value;

    private ExpectedRevision(long value) => _value = value;

    /// <summary>The stream does not exist. Also what <see langword="default"/> must not be mistaken for: that is
    /// revision 0.</summary>
    public static ExpectedRevision NoStream => new(-1);

    /// <summary>Nothing is demanded.</summary>
    public static ExpectedRevision Any => new(-2);

    /// <summary>The stream exists, at whatever revision.</summary>
    public static ExpectedRevision StreamExists => new(-4);

    /// <summary>The exact revision demanded; <see langword="null"/> for the other three.</summary>
    public long? Revision => _value >= 0 ? _value : null;

    /// <summary>The stream's last event has exactly this revision.</summary>
    /// <param name="revision">A revision from 0, or -1 for a stream without events, which is <see cref="NoStream"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The revision is below -1.</exception>
    public static ExpectedRevision Exactly(long revision)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(revision, -1);
        return new ExpectedRevision(revision);
    }

    /// <summary>Whether a stream satisfies the demand.</summary>
    /// <param name="actual">The revision of its last event; <see langword="null"/> where it does not exist.</param>
    public bool Holds(long? actual) => _value switch
    {
        -1 => actual is null,
        -2 => true,
        -4 => actual is not null,
        _ => actual == _value,
    };

    /// <inheritdoc/>
    public override string ToString() => _value switch
    {
        -1 => "no stream",
        -2 => "any revision",
        -4 => "an existing stream",
        _ => "revision " + _value.ToString(CultureInfo.InvariantCulture),
    };
}
