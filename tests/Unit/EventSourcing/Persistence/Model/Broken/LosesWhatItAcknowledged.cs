using EventSourcing.Persistence;

namespace EventSourcing.Tests.Persistence.Model.Broken;

/// <summary>Acknowledges every tenth append without having written it, as a store that loses its last page.</summary>
internal sealed class LosesWhatItAcknowledged(IRecorder store) : DelegatingRecorder(store)
{
    private int _appends;

    public override async Task<AppendResult> AppendAsync(string stream, ExpectedRevision expected, IReadOnlyList<NewEvent> events, CancellationToken cancel = default)
    {
        if (events.Count == 0 || Interlocked.Increment(ref _appends) % 10 != 0)
            return await Store.AppendAsync(stream, expected, events, cancel);
        var last = await Store.ReadAllAsync(AllRead.Backwards with { MaxCount = 1 }, cancel).FirstOrDefaultAsync(cancel);
        return new AppendResult((expected.Revision ?? -1) + events.Count, new Position((last?.Position?.Commit ?? 0) + events.Count));
    }
}
