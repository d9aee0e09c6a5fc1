using System.Management.Automation;
using EventSourcing.Persistence;
using PSEventSourcing.Execution;

namespace PSEventSourcing.Commands.Streams.Tracing;

/// <summary>Shows what has caused what, across streams.</summary>
[Cmdlet(VerbsDiagnostic.Trace, "StreamEvent", DefaultParameterSetName = ById)]
[OutputType(typeof(TracedEvent))]
public sealed class TraceStreamEventCommand : StoreCmdlet
{
    private const string ById = "CorrelationId";
    private const string ByEvent = "InputObject";

    /// <summary>The id of a business transaction.</summary>
    [Parameter(ParameterSetName = ById, Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string[] CorrelationId { get; set; } = [];

    /// <summary>An event that belongs to it.</summary>
    [Parameter(ParameterSetName = ByEvent, Mandatory = true, ValueFromPipeline = true)]
    public StreamEvent? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is { Recorded: var recorded })
            Attempt(InputObject, () => Trace(EventMetadata.Parse(recorded.Metadata).CorrelationId ?? throw new NotCorrelatedException(recorded)));
        else
            foreach (var id in CorrelationId)
                Attempt(id, () => Trace(id));
    }

    private void Trace(string correlationId)
    {
        var tree = new CausationTree();
        using var progress = new ReadProgress(this, "Looking for events that belong together");
        ForEach(cancel => CorrelatedEvents.FindAsync(Recorder, correlationId, progress.Looked, cancel), tree.Add, progress.Show);
        WriteObject(tree.Draw(), enumerateCollection: true);
    }
}
