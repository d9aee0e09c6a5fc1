using EventSourcing.Persistence;

namespace PSEventSourcing.Commands.Streams.Appending;

/// <summary>Events on their way to their streams: gathered, so that a pipeline of many takes few calls, and in order within
/// each stream.</summary>
internal sealed class PendingAppends(ExpectedRevision expected)
{
    private const int MostEvents = 200;
    private const int MostBytes = 512 * 1024;
    private static readonly TimeSpan Oldest = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<string, List<NewEvent>> _pending = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ExpectedRevision> _expected = new(StringComparer.Ordinal);
    private readonly HashSet<string> _failed = new(StringComparer.Ordinal);
    private long _since;
    private int _events;
    private int _bytes;

    /// <summary>Whether it is time to append what has been gathered.</summary>
    public bool IsDue => _events >= MostEvents || _bytes >= MostBytes || (_events > 0 && TimeProvider.System.GetElapsedTime(_since) > Oldest);

    public void Add(string stream, NewEvent added)
    {
        if (_failed.Contains(stream))
            throw new InvalidEventException($"The event {added.Type} ({added.Id}) was not appended to '{stream}', because one before it could not be.");
        if (_events == 0)
            _since = TimeProvider.System.GetTimestamp();
        if (!_pending.TryGetValue(stream, out var events))
            _pending.Add(stream, events = []);
        events.Add(added);
        _events++;
        _bytes += added.Data.Length + added.Metadata.Length;
    }

    /// <summary>What has been gathered, a stream at a time; it is then no longer here.</summary>
    public IReadOnlyList<StreamAppend> Take()
    {
        StreamAppend[] taken = [.. _pending.Select(pending => new StreamAppend(pending.Key, _expected.GetValueOrDefault(pending.Key, expected), pending.Value))];
        _pending.Clear();
        (_events, _bytes) = (0, 0);
        return taken;
    }

    /// <summary>Learns where a stream is now: what comes next goes right behind, unless nothing was demanded at all.</summary>
    public void Appended(string stream, AppendResult result)
    {
        if (expected != ExpectedRevision.Any)
            _expected[stream] = ExpectedRevision.Exactly(result.Revision);
    }

    /// <summary>Learns that a stream lacks an event: what comes behind it must not be appended.</summary>
    public void Failed(string stream) => _failed.Add(stream);
}
