using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using PSEventSourcing.Commands.Aggregates.Definitions;

namespace PSEventSourcing.Completers;

/// <summary>Offers the events of an aggregate, without its name where they begin with that.</summary>
public sealed class AggregateEventTypeCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Offer(fakeBoundParameters?["Aggregate"] as string, wordToComplete);

    /// <summary>The events of one kind of aggregate; of all of them, where it is not known which is meant.</summary>
    internal static IEnumerable<CompletionResult> Offer(string? aggregate, string? word)
    {
        word = (word ?? "").Trim('\'', '"');
        var known = RunspaceAggregates.Current;
        return from definition in aggregate is null ? known.All : known.TryGet(aggregate, out var found) ? [found] : []
               from stored in definition.EventTypes
               let offered = stored.StartsWith(definition.Name + ".", StringComparison.Ordinal) ? stored[(definition.Name.Length + 1)..] : stored
               where offered.StartsWith(word, StringComparison.OrdinalIgnoreCase)
               select new CompletionResult(offered, offered, CompletionResultType.ParameterValue, stored);
    }
}
