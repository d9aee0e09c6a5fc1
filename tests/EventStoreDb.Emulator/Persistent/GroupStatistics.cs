namespace EventStoreDb.Emulator.Persistent;

/// <summary>How a group stands at one moment.</summary>
internal sealed record GroupStatistics
{
    public required GroupKey Key { get; init; }

    public required GroupSettings Settings { get; init; }

    public required string Status { get; init; }

    public required MeterReading Delivered { get; init; }

    public required string LastCheckpoint { get; init; }

    public required string LastKnown { get; init; }

    public required int ReadBufferCount { get; init; }

    public required int LiveBufferCount { get; init; }

    public required int RetryBufferCount { get; init; }

    public required int OutstandingCount { get; init; }

    public required long ParkedCount { get; init; }

    public required IReadOnlyList<Reader> Readers { get; init; }

    /// <summary>One reader of the group.</summary>
    internal sealed record Reader(
        string User,
        string ConnectionName,
        MeterReading Delivered,
        IReadOnlyList<(string Name, long Value)> Latencies,
        int Slots,
        int InFlight);
}
