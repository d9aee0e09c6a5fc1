using System.Management.Automation;
using EventSourcing.Persistence;
using PSEventSourcing.Commands.Streams.Selection;
using PSEventSourcing.Execution;

namespace PSEventSourcing.Commands.Streams;

/// <summary>Reads events: of streams, or of the whole log.</summary>
[Cmdlet(VerbsCommon.Get, "StreamEvent", DefaultParameterSetName = ByStream)]
[OutputType(typeof(StreamEvent))]
public sealed class GetStreamEventCommand : SelectingCmdlet
{
    /// <summary>Newest first.</summary>
    [Parameter]
    public SwitchParameter Backward { get; set; }

    /// <summary>The revision to begin with.</summary>
    [Parameter(ParameterSetName = ByStream)]
    [ValidateRange(0, long.MaxValue)]
    public long? From { get; set; }

    /// <summary>The position in the log to begin at.</summary>
    [Parameter(ParameterSetName = ByAll)]
    [PositionTransformation]
    public Position? FromPosition { get; set; }

    /// <summary>The most events to read.</summary>
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long MaxCount { get; set; } = long.MaxValue;

    /// <summary>Follow links to the events they point to.</summary>
    [Parameter]
    public SwitchParameter ResolveLink { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForEachSelection((_, selection) =>
    {
        var read = new SelectedRead { Selection = selection, Backward = Backward, From = From, FromPosition = FromPosition, MaxCount = MaxCount, ResolveLinks = ResolveLink };
        using var progress = new ReadProgress(this, "Reading events");
        ForEach(cancel => read.RunAsync(Recorder, progress.Looked, cancel), recorded => WriteObject(new StreamEvent(recorded)), progress.Show);
    });
}
