using System.Management.Automation;
using PSEventSourcing.Commands.Streams.Selection;
using PSEventSourcing.Execution;

namespace PSEventSourcing.Commands.Streams.Measuring;

/// <summary>Counts events and their bytes, by type, stream or time.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "EventStream", DefaultParameterSetName = ByStream)]
[OutputType(typeof(EventStreamMeasure))]
public sealed class MeasureEventStreamCommand : SelectingCmdlet
{
    /// <summary>What to count by.</summary>
    [Parameter]
    public MeasureBy By { get; set; } = MeasureBy.Type;

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForEachSelection((name, selection) =>
    {
        var counts = new EventCounts(name, By);
        using var progress = new ReadProgress(this, "Measuring events");
        ForEach(cancel => new SelectedRead { Selection = selection }.RunAsync(Recorder, progress.Looked, cancel), counts.Count, progress.Show);
        WriteObject(counts.Results(), enumerateCollection: true);
    });
}
