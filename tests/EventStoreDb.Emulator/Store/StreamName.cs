namespace EventStoreDb.Emulator.Store;

/// <summary>What a stream's name alone says about it.</summary>
internal static class StreamName
{
    public const string All = "$all";

    public const string EpochInformation = "$epoch-information";

    private const string MetadataPrefix = "$$";

    public static bool IsSystem(string name) => name.StartsWith('$');

    /// <summary>Streams that each node keeps in memory, for itself.</summary>
    public static bool IsInMemory(string name) => name.StartsWith("$mem-", StringComparison.Ordinal);

    /// <summary>Four dollar signs begin an ordinary stream: there is no metadata of metadata.</summary>
    public static bool IsMetadata(string name) =>
        name.StartsWith(MetadataPrefix, StringComparison.Ordinal)
        && !name.StartsWith(MetadataPrefix + MetadataPrefix, StringComparison.Ordinal);

    /// <summary>The metadata stream of nothing. It cannot be written.</summary>
    public static bool IsMetadataOfNothing(string name) =>
        string.Equals(name, MetadataPrefix, StringComparison.Ordinal);

    public static string MetadataOf(string name) => MetadataPrefix + name;

    public static string BaseOf(string metadataStream) => metadataStream[MetadataPrefix.Length..];

    /// <summary>Readers of the whole log see all streams, metadata and system streams included, except these.</summary>
    public static bool IsHiddenFromAll(string name) =>
        string.Equals(name, EpochInformation, StringComparison.Ordinal)
        || (name.StartsWith("$persistentsubscription-$all::", StringComparison.Ordinal)
            && (name.EndsWith("-checkpoint", StringComparison.Ordinal)
                || name.EndsWith("-parked", StringComparison.Ordinal)));
}
