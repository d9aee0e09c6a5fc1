using EventSourcing.Persistence;

namespace EventSourcing.Tests.Persistence.Model.Broken;

/// <summary>Writes again what it has written before, because it does not know the ids.</summary>
internal sealed class DoublesRepeats(IRecorder store) : DelegatingRecorder(store)
{
    public override async Task<AppendResult> AppendAsync(string stream, ExpectedRevision expected, IReadOnlyList<NewEvent> events, CancellationToken cancel = default)
    {
        var result = await Store.AppendAsync(stream, expected, events, cancel);
        var last = await Store.ReadStreamAsync(stream, StreamRead.Backwards with { MaxCount = 1 }, cancel).FirstOrDefaultAsync(cancel);
        var isRepeat = events.Count > 0 && last?.Revision != result.Revision;
        return isRepeat ? await Store.AppendAsync(stream, ExpectedRevision.Exactly(last?.Revision ?? -1), events, cancel) : result;
    }
}
