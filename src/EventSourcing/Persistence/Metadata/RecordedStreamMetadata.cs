namespace EventSourcing.Persistence.Metadata;

/// <summary>A stream's metadata as it stands in the store.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Metadata">The metadata; empty where there is none, or <paramref name="IsIgnored"/>.</param>
/// <param name="Revision">The revision of the metadata itself, to expect when setting it; <see langword="null"/> where none
/// was ever set.</param>
/// <param name="IsIgnored">Whether it is no JSON, or holds one of the store's keys with a wrong type: the store then ignores
/// all of it.</param>
public sealed record RecordedStreamMetadata(string Stream, StreamMetadata Metadata, long? Revision, bool IsIgnored);
