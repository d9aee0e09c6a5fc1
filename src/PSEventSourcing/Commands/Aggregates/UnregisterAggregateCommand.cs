using System.Management.Automation;
using PSEventSourcing.Commands.Aggregates.Definitions;
using PSEventSourcing.Completers;
using PSEventSourcing.Execution;

namespace PSEventSourcing.Commands.Aggregates;

/// <summary>Has the runspace forget kinds of aggregates.</summary>
[Cmdlet(VerbsLifecycle.Unregister, "Aggregate", SupportsShouldProcess = true)]
public sealed class UnregisterAggregateCommand : EventSourcingCmdlet
{
    /// <summary>The names, wildcards permitted.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AggregateNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var name in Name)
        {
            Attempt(name, () =>
            {
                foreach (var definition in RunspaceAggregates.Current.Find(name))
                    if (ShouldProcess(definition.Name, "Unregister the aggregate (its events stay in the store)"))
                        RunspaceAggregates.Current.Remove(definition);
            });
        }
    }
}
