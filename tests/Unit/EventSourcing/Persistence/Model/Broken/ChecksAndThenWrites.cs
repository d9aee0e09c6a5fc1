using EventSourcing.Persistence;

namespace EventSourcing.Tests.Persistence.Model.Broken;

/// <summary>Looks whether the expected revision holds, and then writes: two that look at the same time both write.</summary>
internal sealed class ChecksAndThenWrites(IRecorder store) : DelegatingRecorder(store)
{
    public override async Task<AppendResult> AppendAsync(string stream, ExpectedRevision expected, IReadOnlyList<NewEvent> events, CancellationToken cancel = default)
    {
        var last = await Store.ReadStreamAsync(stream, StreamRead.Backwards with { MaxCount = 1 }, cancel).FirstOrDefaultAsync(cancel);
        var holds = expected.Revision is not null && expected.Holds(last?.Revision);
        await Task.Yield();
        return await Store.AppendAsync(stream, holds ? ExpectedRevision.Any : expected, events, cancel);
    }
}
