using System.Management.Automation;
using EventSourcing.Persistence;
using PSEventSourcing.Commands.Streams.Selection;
using PSEventSourcing.Completers;
using PSEventSourcing.Execution;

namespace PSEventSourcing.Commands.Streams.Listing;

/// <summary>Gets streams.</summary>
[Cmdlet(VerbsCommon.Get, "EventStream")]
[OutputType(typeof(EventStreamInfo))]
public sealed class GetEventStreamCommand : StoreCmdlet
{
    /// <summary>The names of the streams, wildcards permitted.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(StreamCompleter))]
    public string[] Stream { get; set; } = ["*"];

    /// <summary>The store's own streams too.</summary>
    [Parameter]
    public SwitchParameter IncludeSystem { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var name in Stream)
            Attempt(name, () => Write(new StreamPattern(name)));
    }

    private void Write(StreamPattern pattern)
    {
        if (pattern.IsExact)
        {
            WriteObject(Await(cancel => StreamLookup.FindAsync(Recorder, pattern.Prefix, cancel)) ?? throw new StreamNotFoundException(pattern.Prefix));
            return;
        }

        var selection = new EventSelection { Streams = [pattern], IncludeSystem = IncludeSystem };
        using var progress = new ReadProgress(this, "Looking for streams");
        ForEach(cancel => FindAsync(selection, progress.Looked, cancel), WriteObject, progress.Show);
    }

    private async IAsyncEnumerable<EventStreamInfo> FindAsync(
        EventSelection selection, Action looked, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var stream in StreamNames.FindAsync(Recorder, selection, looked, cancel).ConfigureAwait(false))
            if (await StreamLookup.FindAsync(Recorder, stream, cancel).ConfigureAwait(false) is { } found)
                yield return found;
    }
}
