using System.Runtime.CompilerServices;
using EventSourcing.Persistence;

namespace PSEventSourcing.Commands.Streams.Transfer.Writing;

/// <summary>The streams on their way, from a source that is read several times: to count, to compare, and to write. What
/// comes to the source after it was counted is left where it is.</summary>
/// <param name="read">Reads the source from the beginning.</param>
internal sealed class StreamTransfers(Func<CancellationToken, IAsyncEnumerable<RecordedEvent>> read)
{
    private readonly Dictionary<string, StreamTransfer> _bySource = new(StringComparer.Ordinal);
    private readonly List<StreamTransfer> _streams = [];

    /// <summary>The streams, in the order of their first events.</summary>
    public IReadOnlyList<StreamTransfer> Streams => _streams;

    /// <summary>How many events there are.</summary>
    public long Count { get; private set; }

    /// <summary>Reads the source to its end, and finds out which streams there are.</summary>
    public async Task<bool> CountAsync(Action looked, CancellationToken cancel)
    {
        await foreach (var recorded in read(cancel).ConfigureAwait(false))
        {
            looked();
            if (!_bySource.TryGetValue(recorded.Stream, out var stream))
            {
                _bySource.Add(recorded.Stream, stream = new StreamTransfer(recorded.Stream));
                _streams.Add(stream);
            }

            stream.Count++;
            Count++;
        }

        return true;
    }

    /// <summary>Gives the streams the names they are to have at the target.</summary>
    /// <exception cref="InvalidTransferException">Two would have the same.</exception>
    public void Rename(Func<string, string> rename)
    {
        var targets = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var stream in _streams)
        {
            stream.Target = rename(stream.Source);
            if (!targets.TryAdd(stream.Target, stream.Source))
                throw new InvalidTransferException($"Both '{targets[stream.Target]}' and '{stream.Source}' would be written to '{stream.Target}'; nothing was written.");
        }
    }

    /// <summary>Reads the source again, with the place of each event in its stream.</summary>
    public async IAsyncEnumerable<(StreamTransfer Stream, long Place, RecordedEvent Event)> WalkAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var left = Count;
        if (left == 0)
            yield break;
        var places = _streams.ToDictionary(stream => stream, _ => 0L);
        await foreach (var recorded in read(cancel).ConfigureAwait(false))
        {
            if (!_bySource.TryGetValue(recorded.Stream, out var stream) || places[stream] == stream.Count)
                continue;
            yield return (stream, places[stream]++, recorded);
            if (--left == 0)
                yield break;
        }
    }
}
