using System.Management.Automation;
using PSEventSourcing.Completers;

namespace PSEventSourcing.Commands.Aggregates;

/// <summary>Gets aggregates, as they are now or as they were.</summary>
[Cmdlet(VerbsCommon.Get, "Aggregate", DefaultParameterSetName = Now)]
[OutputType(typeof(AggregateState))]
public sealed class GetAggregateCommand : SelectingAggregateCmdlet
{
    private const string Now = "Now";
    private const string AtRevision = "Revision";
    private const string AtTime = "Time";

    /// <summary>The ids, wildcards permitted.</summary>
    [Parameter(Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AggregateIdCompleter))]
    public string[] Id { get; set; } = ["*"];

    /// <summary>The revision to get the aggregate at.</summary>
    [Parameter(ParameterSetName = AtRevision, Mandatory = true)]
    [ValidateRange(0, long.MaxValue - 1)]
    public long Revision { get; set; }

    /// <summary>The time to get the aggregate at.</summary>
    [Parameter(ParameterSetName = AtTime, Mandatory = true)]
    public DateTimeOffset At { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForEachAggregate(Id, (definition, id) => WriteObject(AggregateState.Of(Load(definition, id, ParameterSetName switch
    {
        AtRevision => Revision,
        AtTime => RevisionAt(definition, id, At),
        _ => null,
    }))));
}
