namespace EventSourcing.Sqlite.Events;

/// <summary>Times as they are kept: exact, and comparable as numbers.</summary>
internal static class Timestamp
{
    public static long Of(DateTimeOffset time) => time.UtcTicks - DateTime.UnixEpoch.Ticks;

    public static DateTimeOffset Time(long timestamp) => new(timestamp + DateTime.UnixEpoch.Ticks, TimeSpan.Zero);
}
