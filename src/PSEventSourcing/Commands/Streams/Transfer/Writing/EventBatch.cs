using EventSourcing.Persistence;

namespace PSEventSourcing.Commands.Streams.Transfer.Writing;

/// <summary>Events that are to be written next, of one stream or of many.</summary>
internal sealed class EventBatch
{
    private const int MostEvents = 1000;

    /// <summary>What EventStoreDB takes at once, unless it is told otherwise.</summary>
    private const int MostBytes = 1024 * 1024;

    private readonly Dictionary<StreamTransfer, (long Place, List<NewEvent> Events)> _streams = [];
    private readonly HashSet<Guid> _ids = [];
    private long _bytes;

    /// <summary>Whether an event can still come in. A store takes an id once in an append.</summary>
    public bool Takes(RecordedEvent recorded) =>
        _ids.Count == 0 || (_ids.Count < MostEvents && _bytes + Size(recorded) <= MostBytes && !_ids.Contains(recorded.Id));

    public void Add(StreamTransfer stream, long place, RecordedEvent recorded)
    {
        if (!_streams.TryGetValue(stream, out var gathered))
            _streams.Add(stream, gathered = (place, []));
        gathered.Events.Add(new NewEvent(recorded.Id, recorded.Type, recorded.Data, recorded.Metadata, recorded.IsJson));
        _ids.Add(recorded.Id);
        _bytes += Size(recorded);
    }

    /// <summary>What has been gathered, a stream at a time; it is then no longer here.</summary>
    public IReadOnlyList<(StreamTransfer Stream, long Place, List<NewEvent> Events)> Take()
    {
        (StreamTransfer, long, List<NewEvent>)[] taken = [.. _streams.Select(gathered => (gathered.Key, gathered.Value.Place, gathered.Value.Events))];
        _streams.Clear();
        _ids.Clear();
        _bytes = 0;
        return taken;
    }

    private static long Size(RecordedEvent recorded) => recorded.Data.Length + recorded.Metadata.Length;
}
