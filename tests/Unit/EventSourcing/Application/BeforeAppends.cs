using EventSourcing.Persistence;
using EventSourcing.Tests.Persistence;

namespace EventSourcing.Tests.Applications;

/// <summary>A store where something happens just before an append to a stream.</summary>
public sealed class BeforeAppends(IRecorder store, Func<string, Task> happens) : DelegatingRecorder(store)
{
    public override async Task<AppendResult> AppendAsync(string stream, ExpectedRevision expected, IReadOnlyList<NewEvent> events, CancellationToken cancel = default)
    {
        await happens(stream);
        return await base.AppendAsync(stream, expected, events, cancel);
    }
}
