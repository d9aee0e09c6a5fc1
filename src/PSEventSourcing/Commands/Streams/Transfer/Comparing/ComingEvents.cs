using EventSourcing.Persistence;

namespace PSEventSourcing.Commands.Streams.Transfer.Comparing;

/// <summary>A read with a view of what comes next, as far as needed.</summary>
internal sealed class ComingEvents(IAsyncEnumerator<RecordedEvent> read)
{
    private const long MostBytes = 8 * 1024 * 1024;

    private readonly List<RecordedEvent> _coming = [];
    private bool _ended;

    /// <summary>How many events are in view.</summary>
    public int Count => _coming.Count;

    public RecordedEvent this[int index] => _coming[index];

    /// <summary>Brings so many events into view, or fewer where the read ends or they are large.</summary>
    public async Task FillAsync(int count)
    {
        var bytes = _coming.Sum(Size);
        while (!_ended && _coming.Count < count && (_coming.Count == 0 || bytes < MostBytes))
        {
            if (!await read.MoveNextAsync().ConfigureAwait(false))
            {
                _ended = true;
                return;
            }

            _coming.Add(read.Current);
            bytes += Size(read.Current);
        }
    }

    /// <summary>Lets go of the first events in view.</summary>
    public void Skip(int count) => _coming.RemoveRange(0, count);

    private static long Size(RecordedEvent recorded) => recorded.Data.Length + recorded.Metadata.Length;
}
