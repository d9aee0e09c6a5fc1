using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using EventSourcing.Persistence;
using PSEventSourcing.Commands.Aggregates.Definitions;

namespace PSEventSourcing.Completers;

/// <summary>Offers the ids of aggregates of the kind that is named, those written to last first.</summary>
public sealed class AggregateIdCompleter : StoreCompleter
{
    private AggregateDefinition? _definition;

    /// <inheritdoc/>
    public override IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        // What is registered is known on the thread of the runspace alone.
        return fakeBoundParameters?["Aggregate"] is string name && RunspaceAggregates.Current.TryGet(name, out _definition)
            ? base.CompleteArgument(commandName, parameterName, wordToComplete, commandAst, fakeBoundParameters)
            : [];
    }

    private protected override IAsyncEnumerable<CompletionResult> FindAsync(IRecorder recorder, string word, IDictionary? bound, CancellationToken cancel)
    {
        var definition = _definition!;
        var filter = new EventFilter { StreamPrefixes = [definition.StreamPrefix + word] };
        return recorder.ReadAllAsync(AllRead.Backwards with { Filter = filter }, cancel)
            .Select(recorded => recorded.Stream[definition.StreamPrefix.Length..]).Distinct().Select(id => Value(id, tip: $"{definition.Name} {id}"));
    }
}
