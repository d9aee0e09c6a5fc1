namespace EventStoreDb.Emulator.Store;

/// <summary>What a write demands of its stream. The numbers are those the server puts into trailers and texts.</summary>
internal readonly record struct ExpectedRevision(long Value)
{
    public static readonly ExpectedRevision NoStream = new(-1);
    public static readonly ExpectedRevision Any = new(-2);
    public static readonly ExpectedRevision StreamExists = new(-4);

    /// <summary>"No stream" is the revision before the first one, and follows the same rules.</summary>
    public bool IsDefinite => Value >= NoStream.Value;
}
