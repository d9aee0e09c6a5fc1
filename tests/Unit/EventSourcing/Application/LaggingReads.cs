using EventSourcing.Persistence;
using EventSourcing.Tests.Persistence;

namespace EventSourcing.Tests.Applications;

/// <summary>A store that refuses a write by events that cannot be read yet: after a conflict, reads lack the last event a
/// few times.</summary>
public sealed class LaggingReads(IRecorder store, int readsToLag) : DelegatingRecorder(store)
{
    private int _lagging;

    /// <summary>How many appends were refused.</summary>
    public int Conflicts { get; private set; }

    public override async Task<AppendResult> AppendAsync(string stream, ExpectedRevision expected, IReadOnlyList<NewEvent> events, CancellationToken cancel = default)
    {
        try
        {
            return await base.AppendAsync(stream, expected, events, cancel);
        }
        catch (WrongExpectedRevisionException)
        {
            Conflicts++;
            _lagging = readsToLag;
            throw;
        }
    }

    public override IAsyncEnumerable<RecordedEvent> ReadStreamAsync(string stream, StreamRead read, CancellationToken cancel = default)
    {
        var found = base.ReadStreamAsync(stream, read, cancel);
        return _lagging-- > 0 ? found.SkipLast(1) : found;
    }
}
