using System.Collections;
using System.Management.Automation;
using EventSourcing.Persistence;
using PSEventSourcing.Commands.Aggregates.Definitions;

namespace PSEventSourcing.Completers;

/// <summary>Offers the ids of aggregates of the kind that is named, those written to last first.</summary>
public sealed class AggregateIdCompleter : StoreCompleter
{
    private protected override IAsyncEnumerable<CompletionResult> FindAsync(IRecorder recorder, string word, IDictionary? bound, CancellationToken cancel)
    {
        if (bound?["Aggregate"] is not string name || !RunspaceAggregates.Current.TryGet(name, out var definition))
            return AsyncEnumerable.Empty<CompletionResult>();
        var filter = new EventFilter { StreamPrefixes = [definition.StreamPrefix + word] };
        return recorder.ReadAllAsync(AllRead.Backwards with { Filter = filter }, cancel)
            .Select(recorded => recorded.Stream[definition.StreamPrefix.Length..]).Distinct().Select(id => Value(id, tip: $"{definition.Name} {id}"));
    }
}
