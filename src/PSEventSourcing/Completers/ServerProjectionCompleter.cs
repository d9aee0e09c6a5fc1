using System.Collections;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using EventSourcing.EventStoreDb;
using EventSourcing.Persistence;

namespace PSEventSourcing.Completers;

/// <summary>Offers the names of projections of the server, with what they are doing.</summary>
public sealed class ServerProjectionCompleter : StoreCompleter
{
    private protected override async IAsyncEnumerable<CompletionResult> FindAsync(
        IRecorder recorder, string word, IDictionary? bound, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (recorder is not EventStoreDbRecorder server)
            yield break;
        foreach (var found in await server.Client.Projections.ListAsync(mode: null, cancel).ConfigureAwait(false))
            if (found.Name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                yield return Value(found.Name, tip: found.Status);
    }
}
