namespace EventStoreDb.Emulator.Persistent;

/// <summary>Counts items, and tells how many came since it was read before.</summary>
internal sealed class Meter
{
    private long _countBefore;
    private TimeSpan _before;

    public long Count { get; set; }

    /// <summary>Reads the meter, which is how a statistics call of one client spoils the figures of another.</summary>
    public MeterReading Read(TimeSpan elapsed)
    {
        var (since, passed) = (Count - _countBefore, elapsed - _before);
        (_countBefore, _before) = (Count, elapsed);
        return new MeterReading(Count, since, passed > TimeSpan.Zero ? (int)(since / passed.TotalSeconds) : 0);
    }
}
