using System.Management.Automation;
using PSEventSourcing.Commands.Aggregates.Definitions;
using PSEventSourcing.Completers;
using PSEventSourcing.Execution;

namespace PSEventSourcing.Commands.Aggregates;

/// <summary>Gets the kinds of aggregates that are registered in the runspace.</summary>
[Cmdlet(VerbsCommon.Get, "AggregateType")]
[OutputType(typeof(AggregateTypeInfo))]
public sealed class GetAggregateTypeCommand : EventSourcingCmdlet
{
    /// <summary>The names, wildcards permitted.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AggregateNameCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var name in Name)
        {
            Attempt(name, () =>
            {
                foreach (var definition in RunspaceAggregates.Current.Find(name))
                    WriteObject(new AggregateTypeInfo(definition));
            });
        }
    }
}
