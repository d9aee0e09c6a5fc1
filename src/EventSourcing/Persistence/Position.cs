using System.Globalization;

namespace EventSourcing.Persistence;

/// <summary>An event's place in the whole store's log. Positions grow with the log and have gaps; only one that came
/// with an event, <see cref="Start"/> and <see cref="End"/> are good for reading.</summary>
/// <param name="Commit">The commit position; what orders events.</param>
/// <param name="Prepare">The prepare position. On the stores that have only one figure, the same as
/// <paramref name="Commit"/>.</param>
public readonly record struct Position(long Commit, long Prepare) : IComparable<Position>
{
    /// <summary>A position of a store with one figure.</summary>
    public Position(long value)
        : this(value, value)
    {
    }

    /// <summary>Before the first event of the log.</summary>
    public static Position Start => new(0);

    /// <summary>After the last event of the log.</summary>
    public static Position End => new(long.MaxValue);

    /// <inheritdoc/>
    public int CompareTo(Position other) =>
        Commit == other.Commit ? Prepare.CompareTo(other.Prepare) : Commit.CompareTo(other.Commit);

    /// <summary>Whether the left position lies before the right one.</summary>
    public static bool operator <(Position left, Position right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left position lies after the right one.</summary>
    public static bool operator >(Position left, Position right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left position lies before the right one, or is it.</summary>
    public static bool operator <=(Position left, Position right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left position lies after the right one, or is it.</summary>
    public static bool operator >=(Position left, Position right) => left.CompareTo(right) >= 0;

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <param name="text">A number, or <c>C:commit/P:prepare</c>.</param>
    /// <param name="position">The position.</param>
    /// <returns>Whether it is one; none is below 0.</returns>
    public static bool TryParse(string? text, out Position position)
    {
        var parts = text is null ? [] : text.Split('/');
        var isRead = parts switch
        {
            [var value] when Number(value, out var only) => (true, new Position(only)),
            [['C', ':', .. var commit], ['P', ':', .. var prepare]] when Number(commit, out var first) && Number(prepare, out var second) => (true, new Position(first, second)),
            _ => (false, default),
        };
        position = isRead.Item2;
        return isRead.Item1;

        static bool Number(string digits, out long value) => long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>The number, or <c>C:commit/P:prepare</c> as EventStoreDB writes it where the two differ.</summary>
    public override string ToString() => Commit == Prepare
        ? Commit.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"C:{Commit}/P:{Prepare}");
}
