using System.Collections;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using EventSourcing.EventStoreDb;
using EventSourcing.Persistence;

namespace PSEventSourcing.Completers;

/// <summary>Offers the nodes of the cluster, with what they do as tooltips.</summary>
public sealed class NodeCompleter : StoreCompleter
{
    private protected override async IAsyncEnumerable<CompletionResult> FindAsync(
        IRecorder recorder, string word, IDictionary? bound, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (recorder is not EventStoreDbRecorder server)
            yield break;
        foreach (var member in await server.Client.ReadGossipAsync(cancel).ConfigureAwait(false))
            if (member.Endpoint.ToString() is var node && node.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                yield return Value(node, tip: $"{node} {member.State}{(member.IsAlive ? "" : ", not alive")}");
    }
}
