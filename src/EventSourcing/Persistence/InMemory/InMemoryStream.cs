using EventSourcing.Persistence.Metadata;
using EventSourcing.Persistence.Rules;

namespace EventSourcing.Persistence.InMemory;

/// <summary>One stream: its events and metadata, and whether it is tombstoned.</summary>
internal sealed class InMemoryStream(string name) : IStreamView
{
    private readonly List<RecordedEvent> _events = [];
    private readonly Dictionary<Guid, long> _revisions = [];

    public string Name => name;

    public StreamMetadata Metadata { get; set; } = StreamRules.InitialMetadata(name);

    public IReadOnlyList<RecordedEvent> Events => _events;

    public long Last => _events.Count - 1;

    public bool IsTombstoned { get; set; }

    public void Add(RecordedEvent added)
    {
        // An id may be written twice; a repeat without a definite revision is recognised by the first of them.
        _revisions.TryAdd(added.Id, _events.Count);
        _events.Add(added);
    }

    public StreamEntry? Find(long revision) =>
        revision <= Last && _events[(int)revision] is { } found ? new StreamEntry(found.Id, found.Position!.Value) : null;

    public long? RevisionOf(Guid id) => _revisions.TryGetValue(id, out var revision) ? revision : null;

    public long FirstSince(long revision, DateTimeOffset oldest)
    {
        while (revision <= Last && _events[(int)revision].Created < oldest)
            revision++;
        return revision;
    }
}
