using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using PSEventSourcing.Commands.Aggregates.Definitions;

namespace PSEventSourcing.Completers;

/// <summary>Offers the kinds of aggregates that are registered.</summary>
public sealed class AggregateNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        // Further down a pipeline the aggregate comes from it, and the first argument is the event; what is typed so far
        // is bound as if it stood at the head.
        if (commandAst?.Parent is PipelineAst { PipelineElements: [var first, ..] } && first != commandAst && commandName == "Add-AggregateEvent")
            return AggregateEventTypeCompleter.Offer(null, wordToComplete);
        return from definition in RunspaceAggregates.Current.All
               where definition.Name.StartsWith((wordToComplete ?? "").Trim('\'', '"'), StringComparison.OrdinalIgnoreCase)
               select new CompletionResult(definition.Name, definition.Name, CompletionResultType.ParameterValue, string.Join(", ", definition.EventTypes));
    }
}
