using System.Management.Automation;
using EventSourcing.Domain;
using EventSourcing.Persistence;
using PSEventSourcing.Commands.Aggregates.Definitions;
using PSEventSourcing.Completers;

namespace PSEventSourcing.Commands.Aggregates;

/// <summary>Begins an aggregate with its first event.</summary>
[Cmdlet(VerbsCommon.New, "Aggregate", SupportsShouldProcess = true)]
[OutputType(typeof(AggregateState))]
public sealed class NewAggregateCommand : AggregateCmdlet
{
    /// <summary>The name of the kind of aggregate.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AggregateNameCompleter))]
    public string Aggregate { get; set; } = "";

    /// <summary>The type of the event.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AggregateEventTypeCompleter))]
    public string Type { get; set; } = "";

    /// <summary>What the event says.</summary>
    [Parameter(Position = 2, ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? Data { get; set; }

    /// <summary>An id of your choice; a new UUID unless given.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? Id { get; set; }

    /// <summary>The id of the business transaction the event belongs to.</summary>
    [Parameter]
    public string? CorrelationId { get; set; }

    /// <summary>The id of what caused the event.</summary>
    [Parameter]
    public string? CausationId { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var id = Id ?? AggregateId.New();
        Attempt(id, () => Begin(Definition(Aggregate), id));
    }

    private void Begin(AggregateDefinition definition, string id)
    {
        var fold = definition.Begin(id);
        if (!ShouldProcess(fold.Stream, $"Append the event {definition.StoredType(Type)}"))
            return;
        var raised = fold.Raise(Type, Data, new EventContext { CorrelationId = CorrelationId, CausationId = CausationId });
        try
        {
            var result = Await(cancel => Recorder.AppendAsync(fold.Stream, ExpectedRevision.NoStream, [raised], cancel));
            if (result.Revision != 0)
                throw new TruncatedStreamException(fold.Stream, result.Revision);
        }
        catch (WrongExpectedRevisionException error)
        {
            throw new AggregateExistsException(definition.Name, id, error);
        }

        WriteObject(AggregateState.Of(fold));
    }
}
