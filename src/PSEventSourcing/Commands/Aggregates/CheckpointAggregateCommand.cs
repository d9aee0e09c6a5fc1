using System.Management.Automation;
using EventSourcing.Snapshots;
using PSEventSourcing.Commands.Aggregates.Definitions;
using PSEventSourcing.Completers;

namespace PSEventSourcing.Commands.Aggregates;

/// <summary>Takes snapshots of aggregates.</summary>
[Cmdlet(VerbsData.Checkpoint, "Aggregate", SupportsShouldProcess = true)]
[OutputType(typeof(AggregateState))]
public sealed class CheckpointAggregateCommand : SelectingAggregateCmdlet
{
    /// <summary>The ids, wildcards permitted.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AggregateIdCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>Whether to put out the aggregates as they are in their snapshots.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForEachAggregate(Id, Checkpoint);

    private void Checkpoint(AggregateDefinition definition, string id)
    {
        if (!ShouldProcess(definition.StreamOf(id), "Take a snapshot of the aggregate"))
            return;
        var fold = Load(definition, id);
        var snapshot = fold.TakeSnapshot();
        Await(cancel => SnapshotStore.WriteAsync(Recorder, snapshot, definition.SnapshotsToKeep, cancel));
        if (PassThru)
            WriteObject(AggregateState.Of(fold));
    }
}
