using System.Runtime.CompilerServices;
using EventSourcing.Persistence;
using EventSourcing.Tests.Persistence;

namespace EventSourcing.Tests.Applications;

/// <summary>A store that notes the events of streams it has served: <c>Account-1@4</c>.</summary>
public sealed class CountingReads(IRecorder store) : DelegatingRecorder(store)
{
    public IList<string> Served { get; } = [];

    public int Reads { get; private set; }

    public override async IAsyncEnumerable<RecordedEvent> ReadStreamAsync(string stream, StreamRead read, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        Reads++;
        await foreach (var recorded in base.ReadStreamAsync(stream, read, cancel))
        {
            Served.Add($"{stream}@{recorded.Revision}");
            yield return recorded;
        }
    }
}
