using System.Management.Automation;
using PSEventSourcing.Commands.Aggregates.Changes;
using PSEventSourcing.Commands.Aggregates.Definitions;
using PSEventSourcing.Completers;

namespace PSEventSourcing.Commands.Aggregates;

/// <summary>Compares an aggregate at two revisions, or two aggregates.</summary>
[Cmdlet(VerbsData.Compare, "Aggregate", DefaultParameterSetName = Revisions)]
[OutputType(typeof(StateChange))]
public sealed class CompareAggregateCommand : AggregateCmdlet
{
    private const string Revisions = "Revisions";
    private const string Aggregates = "Aggregates";

    /// <summary>The name of the kind of aggregate.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AggregateNameCompleter))]
    public string Aggregate { get; set; } = "";

    /// <summary>The id of the aggregate.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(AggregateIdCompleter))]
    public string Id { get; set; } = "";

    /// <summary>The revision to compare.</summary>
    [Parameter(ParameterSetName = Revisions, Mandatory = true)]
    [Parameter(ParameterSetName = Aggregates)]
    [ValidateRange(0, long.MaxValue - 1)]
    public long? Revision { get; set; }

    /// <summary>The revision to compare it with; the last unless given.</summary>
    [Parameter]
    [ValidateRange(0, long.MaxValue - 1)]
    public long? With { get; set; }

    /// <summary>The id of another aggregate to compare it with.</summary>
    [Parameter(ParameterSetName = Aggregates, Mandatory = true)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(AggregateIdCompleter))]
    public string WithId { get; set; } = "";

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Id, () =>
    {
        var definition = Definition(Aggregate);
        var (before, after) = ParameterSetName == Aggregates
            ? (Load(definition, Id, Revision).CopyState(), Load(definition, WithId, With).CopyState())
            : AtBoth(definition, Revision!.Value);
        foreach (var change in StateComparison.Compare(before, after))
            WriteObject(change);
    });

    /// <summary>Both states, in one read.</summary>
    private (object Before, object After) AtBoth(AggregateDefinition definition, long revision)
    {
        object? before = null, after = null;
        var last = FromEvents(definition, Id, With is { } with ? Math.Max(revision, with) : null, fold =>
        {
            if (fold.Revision == revision)
                before = fold.CopyState();
            if (fold.Revision == With)
                after = fold.CopyState();
        });
        return (before ?? throw new NoSuchAggregateException(definition.Name, Id, revision, last.Revision), after ?? last.CopyState());
    }
}
