namespace EventStoreDb.Emulator.Persistent;

/// <content>What operators are told.</content>
internal sealed partial class PersistentGroup
{
    /// <summary>Reads all meters, so that the next reading counts from now on.</summary>
    public GroupStatistics ReadStatistics()
    {
        lock (_gate)
        {
            Advance();
            var elapsed = _time.GetElapsedTime(_begun);
            return new GroupStatistics
            {
                Key = Key,
                Settings = Settings,
                Status = _isLive ? "Live" : "Behind",
                Delivered = _delivered.Read(elapsed),
                LastCheckpoint = _checkpoint.Position ?? "",
                LastKnown = _lastRead ?? "",
                ReadBufferCount = _buffer.ReadCount,
                LiveBufferCount = _liveCount,
                RetryBufferCount = _buffer.RetryCount,
                OutstandingCount = _outstanding.Count,
                ParkedCount = _parked.Count,
                Readers = [.. _consumers.Select(consumer => new GroupStatistics.Reader(
                    consumer.User,
                    consumer.ConnectionName,
                    consumer.Delivered.Read(elapsed),
                    consumer.Latencies?.Figures() ?? [],
                    consumer.Slots,
                    consumer.InFlight))],
            };
        }
    }
}
