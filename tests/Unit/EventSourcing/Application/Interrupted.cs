using System.Runtime.CompilerServices;
using EventSourcing.Persistence;
using EventSourcing.Tests.Persistence;

namespace EventSourcing.Tests.Applications;

/// <summary>A store that lets something happen once, after the next read or append is done and before its caller hears.</summary>
public sealed class Interrupted(IRecorder store) : DelegatingRecorder(store)
{
    public Func<Task>? AfterRead { get; set; }

    public Func<Task>? AfterAppend { get; set; }

    public override async Task<AppendResult> AppendAsync(string stream, ExpectedRevision expected, IReadOnlyList<NewEvent> events, CancellationToken cancel = default)
    {
        var result = await base.AppendAsync(stream, expected, events, cancel);
        var happens = AfterAppend;
        AfterAppend = null;
        await (happens?.Invoke() ?? Task.CompletedTask);
        return result;
    }

    public override async IAsyncEnumerable<RecordedEvent> ReadStreamAsync(string stream, StreamRead read, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await foreach (var recorded in base.ReadStreamAsync(stream, read, cancel))
            yield return recorded;
        var happens = AfterRead;
        AfterRead = null;
        await (happens?.Invoke() ?? Task.CompletedTask);
    }
}
