using System.Collections;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using EventSourcing.EventStoreDb;
using EventSourcing.Persistence;
using PSEventSourcing.Commands.Scavenging;

namespace PSEventSourcing.Completers;

/// <summary>Offers the ids of scavenges, those started last first.</summary>
public sealed class ScavengeCompleter : StoreCompleter
{
    private protected override async IAsyncEnumerable<CompletionResult> FindAsync(
        IRecorder recorder, string word, IDictionary? bound, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (recorder is not EventStoreDbRecorder server)
            yield break;
        await foreach (var scavenge in ScavengeHistory.FindAsync(server.Client, cancel).ConfigureAwait(false))
            if (scavenge.Id.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                yield return Value(scavenge.Id, tip: $"{scavenge.Status} on {scavenge.NodeAddress}, started {scavenge.Started}");
    }
}
