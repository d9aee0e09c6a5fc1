using System.Globalization;

namespace PSEventSourcing.Commands.Streams.Measuring;

/// <summary>How many events there are, how large, and of when.</summary>
public sealed class EventStreamMeasure
{
    private const int BarLength = 20;

    /// <summary>What was measured: the name or pattern of streams, or <c>$all</c>.</summary>
    public required string Stream { get; init; }

    /// <summary>Which of them: a type, a stream, or a time; nothing for all together.</summary>
    public required string? Group { get; init; }

    /// <summary>How many events.</summary>
    public long Count { get; internal set; }

    /// <summary>How many bytes of data and metadata.</summary>
    public long Bytes { get; internal set; }

    /// <summary>When the first was written.</summary>
    public DateTimeOffset First { get; internal set; }

    /// <summary>When the last was written.</summary>
    public DateTimeOffset Last { get; internal set; }

    /// <summary>How many of all that were measured, from 0 to 1.</summary>
    public double Share { get; internal set; }

    /// <summary>How many a second between the first and the last; nothing where they are of one moment.</summary>
    public double? Rate => Last > First ? Count / (Last - First).TotalSeconds : null;

    /// <summary>The share as a bar.</summary>
    public string Bar => new('█', (int)Math.Ceiling(Share * BarLength));

    /// <summary>The group and the count.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Group ?? Stream}: {Count}");
}
