namespace PSEventSourcing.Commands.Streams.Measuring;

/// <summary>What events are counted by.</summary>
public enum MeasureBy
{
    /// <summary>All together.</summary>
    Total,

    /// <summary>For each event type.</summary>
    Type,

    /// <summary>For each stream.</summary>
    Stream,

    /// <summary>For each minute, of UTC.</summary>
    Minute,

    /// <summary>For each hour, of UTC.</summary>
    Hour,

    /// <summary>For each day, of UTC.</summary>
    Day,

    /// <summary>For each month, of UTC.</summary>
    Month,
}
