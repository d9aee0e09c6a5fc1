namespace EventStoreDb.Emulator.Store;

/// <summary>One page of a stream, as much as the server reads at a time.</summary>
internal sealed record StreamPage(StreamPage.Finding Found, IReadOnlyList<RecordedEvent> Events, long Next, long Last, bool IsEnd)
{
    /// <summary>How many events the server reads at a time. Seen only in where "first position" messages come.</summary>
    public const int Size = 32;

    public static readonly StreamPage Missing = new(Finding.Missing, [], 0, -1, true);

    public static readonly StreamPage Tombstoned = new(Finding.Tombstoned, [], 0, -1, true);

    public enum Finding
    {
        Stream,
        Missing,
        Tombstoned,
    }
}
