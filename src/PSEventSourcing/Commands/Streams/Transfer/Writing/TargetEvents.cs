using EventSourcing.Persistence;

namespace PSEventSourcing.Commands.Streams.Transfer.Writing;

/// <summary>The ids of the events that a target stream has, read a page at a time.</summary>
internal sealed class TargetEvents(IRecorder target, string stream)
{
    private const int PageSize = 128;

    private readonly List<Guid> _page = [];
    private long _from;

    /// <summary>The id at a revision; nothing where there is no event.</summary>
    public async ValueTask<Guid?> IdAtAsync(long revision, CancellationToken cancel)
    {
        if (revision < _from || revision >= _from + _page.Count)
            await TurnToAsync(revision, cancel).ConfigureAwait(false);
        return revision - _from < _page.Count ? _page[(int)(revision - _from)] : null;
    }

    private async Task TurnToAsync(long revision, CancellationToken cancel)
    {
        _page.Clear();
        _from = revision;
        await foreach (var recorded in target.ReadStreamAsync(stream, new StreamRead { From = revision, MaxCount = PageSize }, cancel).ConfigureAwait(false))
        {
            if (recorded.Revision != _from + _page.Count)
                break;
            _page.Add(recorded.Id);
        }
    }
}
