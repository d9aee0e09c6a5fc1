using System.Management.Automation;
using PSEventSourcing.Completers;

namespace PSEventSourcing.Commands.Aggregates;

/// <summary>Gets the history of aggregates: each event, what it changed, and the state after it.</summary>
[Cmdlet(VerbsCommon.Get, "AggregateHistory")]
[OutputType(typeof(AggregateHistoryEntry))]
public sealed class GetAggregateHistoryCommand : SelectingAggregateCmdlet
{
    /// <summary>The ids, wildcards permitted.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AggregateIdCompleter))]
    public string[] Id { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForEachAggregate(Id, (definition, id) =>
    {
        object? before = null;
        FromEvents(definition, id, each: fold =>
        {
            var entry = new AggregateHistoryEntry(fold, before);
            before = entry.State;
            WriteObject(entry);
        });
    });
}
