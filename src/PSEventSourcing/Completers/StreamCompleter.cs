using System.Collections;
using System.Management.Automation;
using EventSourcing.Persistence;

namespace PSEventSourcing.Completers;

/// <summary>Offers the names of streams, those written to last first.</summary>
public sealed class StreamCompleter : StoreCompleter
{
    private protected override IAsyncEnumerable<CompletionResult> FindAsync(IRecorder recorder, string word, IDictionary? bound, CancellationToken cancel)
    {
        var filter = new EventFilter { StreamPrefixes = word.Length == 0 ? [] : [word], IncludeSystem = word.StartsWith('$') };
        return recorder.ReadAllAsync(AllRead.Backwards with { Filter = filter }, cancel).Select(recorded => recorded.Stream).Distinct().Select(stream => Value(stream));
    }
}
