using EventSourcing.Persistence;

namespace EventSourcing.Tests.Applications;

/// <summary>A store whose answers to appends are lost on the way back.</summary>
public sealed class LosingAnswers(IRecorder store) : IRecorder
{
    public Task<StoreInfo> GetInfoAsync(CancellationToken cancel = default) => store.GetInfoAsync(cancel);

    public async Task<AppendResult> AppendAsync(string stream, ExpectedRevision expected, IReadOnlyList<NewEvent> events, CancellationToken cancel = default)
    {
        await store.AppendAsync(stream, expected, events, cancel);
        throw new AppendOutcomeUnknownException(stream, "the answer was lost.");
    }

    public Task<IReadOnlyList<AppendResult>> AppendAsync(IReadOnlyList<StreamAppend> appends, CancellationToken cancel = default) => store.AppendAsync(appends, cancel);

    public IAsyncEnumerable<RecordedEvent> ReadStreamAsync(string stream, StreamRead read, CancellationToken cancel = default) => store.ReadStreamAsync(stream, read, cancel);

    public IAsyncEnumerable<RecordedEvent> ReadAllAsync(AllRead read, CancellationToken cancel = default) => store.ReadAllAsync(read, cancel);

    public Task<Position?> DeleteStreamAsync(string stream, ExpectedRevision expected, CancellationToken cancel = default) => store.DeleteStreamAsync(stream, expected, cancel);

    public Task<Position?> TombstoneStreamAsync(string stream, ExpectedRevision expected, CancellationToken cancel = default) => store.TombstoneStreamAsync(stream, expected, cancel);

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
