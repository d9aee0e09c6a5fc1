using System.Collections;
using System.Management.Automation;
using EventSourcing.Persistence;

namespace PSEventSourcing.Completers;

/// <summary>Offers event types, those written last first; where a stream is named, those in it.</summary>
public sealed class EventTypeCompleter : StoreCompleter
{
    private protected override IAsyncEnumerable<CompletionResult> FindAsync(IRecorder recorder, string word, IDictionary? bound, CancellationToken cancel)
    {
        var isOneStream = bound?["Stream"] is string stream && !WildcardPattern.ContainsWildcardCharacters(stream);
        var events = isOneStream
            ? recorder.ReadStreamAsync((string)bound!["Stream"]!, StreamRead.Backwards, cancel)
            : recorder.ReadAllAsync(AllRead.Backwards with { Filter = new EventFilter { TypePrefixes = word.Length == 0 ? [] : [word], IncludeSystem = word.StartsWith('$') } }, cancel);
        return events.Select(recorded => recorded.Type).Where(type => type.StartsWith(word, StringComparison.OrdinalIgnoreCase)).Distinct().Select(type => Value(type));
    }
}
