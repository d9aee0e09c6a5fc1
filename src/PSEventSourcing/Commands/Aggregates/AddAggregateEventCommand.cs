using System.Management.Automation;
using EventSourcing.Domain;
using EventSourcing.Persistence;
using PSEventSourcing.Commands.Aggregates.Definitions;
using PSEventSourcing.Commands.Aggregates.Folding;
using PSEventSourcing.Completers;

namespace PSEventSourcing.Commands.Aggregates;

/// <summary>Appends events to aggregates.</summary>
/// <remarks>At the head of a pipeline the aggregate and its id come first, <c>Add-AggregateEvent Account $id Deposited</c>;
/// further down both come from the pipeline, and the event is all there is to say, <c>$account | Add-AggregateEvent
/// Deposited</c>. Only dynamic parameters can have other positions there.</remarks>
[Cmdlet(VerbsCommon.Add, "AggregateEvent", SupportsShouldProcess = true)]
[OutputType(typeof(AggregateState))]
public sealed class AddAggregateEventCommand : AggregateCmdlet, IDynamicParameters
{
    private const int MaxAttempts = 20;

    private IEventParameters _dynamic = new Head();

    /// <summary>The revision the aggregate is expected to be at: that of the piped aggregate, or as it is loaded.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Revision")]
    [ValidateRange(0, long.MaxValue - 1)]
    public long? ExpectedRevision { get; set; }

    /// <summary>Whether to try again when another writer was faster.</summary>
    [Parameter]
    public SwitchParameter Retry { get; set; }

    /// <summary>The id of the business transaction the event belongs to.</summary>
    [Parameter]
    public string? CorrelationId { get; set; }

    /// <summary>The id of what caused the event.</summary>
    [Parameter]
    public string? CausationId { get; set; }

    /// <summary>Whether to put out the aggregate as it is then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Called by PowerShell before it binds the arguments.</summary>
    public object GetDynamicParameters() => _dynamic = MyInvocation.ExpectingInput ? new Downstream() : new Head();

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(_dynamic.Id, () =>
    {
        var definition = Definition(_dynamic.Aggregate);
        if (!ShouldProcess(definition.StreamOf(_dynamic.Id), $"Append the event {definition.StoredType(_dynamic.Type)}"))
            return;
        var fold = Append(definition, _dynamic.Id);
        if (PassThru)
            WriteObject(AggregateState.Of(fold));
    });

    private AggregateFold Append(AggregateDefinition definition, string id)
    {
        var expected = ExpectedRevision;
        for (var attempt = 1; ; attempt++)
        {
            // The event is taken in before it is written: what the aggregate refuses is never in its stream.
            var fold = Load(definition, id, expected);
            var loaded = fold.Revision;
            var raised = fold.Raise(_dynamic.Type, _dynamic.Data, new EventContext { CorrelationId = CorrelationId, CausationId = CausationId });
            try
            {
                Await(cancel => Recorder.AppendAsync(fold.Stream, EventSourcing.Persistence.ExpectedRevision.Exactly(loaded), [raised], cancel));
                return fold;
            }
            catch (WrongExpectedRevisionException) when (Retry && attempt < MaxAttempts)
            {
                // Loading the aggregate again is the pause: the winner's event is read before the next try.
                expected = null;
            }
        }
    }

    private interface IEventParameters
    {
        string Aggregate { get; }

        string Id { get; }

        string Type { get; }

        PSObject? Data { get; }
    }

    /// <summary>Where there is no pipeline, that the aggregate would come from one has no effect; it tells Get-Command.</summary>
    private sealed class Head : IEventParameters
    {
        [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
        [ValidateNotNullOrEmpty]
        [ArgumentCompleter(typeof(AggregateNameCompleter))]
        public string Aggregate { get; set; } = "";

        [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
        [AllowEmptyString]
        [ArgumentCompleter(typeof(AggregateIdCompleter))]
        public string Id { get; set; } = "";

        [Parameter(Mandatory = true, Position = 2)]
        [ValidateNotNullOrEmpty]
        [ArgumentCompleter(typeof(AggregateEventTypeCompleter))]
        public string Type { get; set; } = "";

        [Parameter(Position = 3)]
        [AllowNull]
        public PSObject? Data { get; set; }
    }

    private sealed class Downstream : IEventParameters
    {
        [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
        [ValidateNotNullOrEmpty]
        [ArgumentCompleter(typeof(AggregateNameCompleter))]
        public string Aggregate { get; set; } = "";

        [Parameter(Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
        [AllowEmptyString]
        [ArgumentCompleter(typeof(AggregateIdCompleter))]
        public string Id { get; set; } = "";

        [Parameter(Mandatory = true, Position = 0)]
        [ValidateNotNullOrEmpty]
        [ArgumentCompleter(typeof(AggregateEventTypeCompleter))]
        public string Type { get; set; } = "";

        [Parameter(Position = 1)]
        [AllowNull]
        public PSObject? Data { get; set; }
    }
}
