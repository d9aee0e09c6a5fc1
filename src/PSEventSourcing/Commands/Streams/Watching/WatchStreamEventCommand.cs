using System.Globalization;
using System.Management.Automation;
using EventSourcing.Persistence;
using PSEventSourcing.Commands.Streams.Selection;
using PSEventSourcing.Completers;
using PSEventSourcing.Execution;

namespace PSEventSourcing.Commands.Streams.Watching;

/// <summary>Follows streams, or the whole log, live.</summary>
[Cmdlet(VerbsCommon.Watch, "StreamEvent", DefaultParameterSetName = ByStream)]
[OutputType(typeof(StreamEvent))]
public sealed class WatchStreamEventCommand : StoreCmdlet
{
    private const string ByStream = "Stream";
    private const string ByAll = "All";

    /// <summary>The name of the stream, wildcards permitted.</summary>
    [Parameter(ParameterSetName = ByStream, Mandatory = true, Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(StreamCompleter))]
    public string Stream { get; set; } = "";

    /// <summary>All streams.</summary>
    [Parameter(ParameterSetName = ByAll, Mandatory = true)]
    public SwitchParameter All { get; set; }

    /// <summary>Where to begin: Start, End, a revision of the one stream, or a position in the log.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string From { get; set; } = "End";

    /// <summary>Event types, wildcards permitted.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(EventTypeCompleter))]
    public string[] Type { get; set; } = [];

    /// <summary>How many events to wait for.</summary>
    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public long Count { get; set; } = long.MaxValue;

    /// <summary>How long to watch.</summary>
    [Parameter]
    [ValidateTime]
    public TimeSpan? Timeout { get; set; }

    /// <summary>A file to keep the place in, and to go on from.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CheckpointPath { get; set; }

    /// <summary>The store's own events and snapshots too.</summary>
    [Parameter]
    public SwitchParameter IncludeSystem { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing() => Attempt(All ? "$all" : Stream, () =>
    {
        var selection = new EventSelection { Streams = All ? [] : [new StreamPattern(Stream)], Types = Type, IncludeSystem = IncludeSystem };
        var path = CheckpointPath is null ? null : GetUnresolvedProviderPathFromPSPath(CheckpointPath);
        using var checkpoint = path is null ? null : WatchCheckpoint.Open(path, All ? "$all" : Stream);
        var begin = WatchBegin.At(checkpoint?.Place ?? From, selection.IsOneStream, isAfter: checkpoint?.Place is not null);
        using var time = new CancellationTokenSource(Timeout ?? System.Threading.Timeout.InfiniteTimeSpan, TimeProvider.System);
        ForEach(cancel => Watch.RunAsync(Recorder, selection, begin, Count, cancel, time.Token), recorded =>
        {
            WriteObject(new StreamEvent(recorded));
            // Only now: whoever is behind in the pipeline has taken it.
            checkpoint?.Keep(selection.IsOneStream ? recorded.Revision.ToString(CultureInfo.InvariantCulture) : recorded.Position.ToString()!);
        });
    });
}
