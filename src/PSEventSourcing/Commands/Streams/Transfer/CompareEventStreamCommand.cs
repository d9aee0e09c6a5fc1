using System.Management.Automation;
using EventSourcing.Persistence;
using PSEventSourcing.Commands.Streams.Listing;
using PSEventSourcing.Commands.Streams.Selection;
using PSEventSourcing.Commands.Streams.Transfer.Comparing;
using PSEventSourcing.Commands.Streams.Transfer.Renaming;
using PSEventSourcing.Completers;
using PSEventSourcing.Execution;
using PSEventSourcing.Sessions;

namespace PSEventSourcing.Commands.Streams.Transfer;

/// <summary>Compares streams with those of another store, or of other names.</summary>
[Cmdlet(VerbsData.Compare, "EventStream", DefaultParameterSetName = ByStream)]
[OutputType(typeof(EventStreamDifference))]
public sealed class CompareEventStreamCommand : SelectingCmdlet
{
    /// <summary>The session to compare with; else the same.</summary>
    [Parameter]
    [SessionTransformation]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public EventStoreSession? DifferenceSession { get; set; }

    /// <summary>What the one stream is called there.</summary>
    [Parameter(ParameterSetName = ByStream, Position = 1)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(StreamCompleter))]
    public string? DifferenceStream { get; set; }

    /// <summary>What the streams are called there.</summary>
    [Parameter]
    [StreamRenamingTransformation]
    public StreamRenaming? RenameStream { get; set; }

    /// <summary>What goes before the names there.</summary>
    [Parameter]
    public string Prefix { get; set; } = "";

    private IRecorder Other => DifferenceSession?.Recorder ?? Recorder;

    private bool IsRenamed => DifferenceStream is not null || RenameStream is not null || Prefix.Length > 0;

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForEachSelection((_, selection) =>
    {
        var rename = StreamRenaming.Of(DifferenceStream is { } name ? new StreamRenaming(_ => name) : RenameStream, Prefix);
        using var progress = new ReadProgress(this, "Comparing events");
        foreach (var stream in Names(selection, progress))
            Attempt(stream, () => Compare(selection, stream, rename(stream), progress));
    });

    private void Compare(EventSelection selection, string stream, string other, ReadProgress progress)
    {
        if (stream == other && ReferenceEquals(Other, Recorder))
            throw new InvalidTransferException($"The stream '{stream}' would be compared with itself. Name another session with -DifferenceSession, or another stream with -DifferenceStream, -RenameStream or -Prefix.");
        ForEach(
            cancel => StreamComparison.RunAsync(stream, Read(Recorder, selection, stream, cancel), Read(Other, selection, other, cancel), progress.Looked, cancel),
            WriteObject,
            progress.Show);
    }

    /// <summary>The streams of both sides; where they are called otherwise on the other, those of the reference alone.</summary>
    private HashSet<string> Names(EventSelection selection, ReadProgress progress)
    {
        if (selection.IsOneStream)
            return [Existing(selection.Streams[0].Prefix)];
        var names = new HashSet<string>(StringComparer.Ordinal);
        ForEach(cancel => StreamNames.FindAsync(Recorder, selection, progress.Looked, cancel), name => names.Add(name), progress.Show);
        if (!IsRenamed && !ReferenceEquals(Other, Recorder))
            ForEach(cancel => StreamNames.FindAsync(Other, selection, progress.Looked, cancel), name => names.Add(name), progress.Show);
        return names;
    }

    /// <summary>A name that was mistyped must not pass for two streams without a difference.</summary>
    private string Existing(string stream)
    {
        var other = DifferenceStream ?? stream;
        return Await(async cancel =>
            await StreamLookup.FindAsync(Recorder, stream, cancel).ConfigureAwait(false) is null && await StreamLookup.FindAsync(Other, other, cancel).ConfigureAwait(false) is null)
            ? throw new StreamNotFoundException(stream)
            : stream;
    }

    private static IAsyncEnumerable<RecordedEvent> Read(IRecorder recorder, EventSelection selection, string stream, CancellationToken cancel) =>
        WithoutDeleted(new SelectedRead { Selection = selection with { Streams = [StreamPattern.Exactly(stream)] }, MustExist = false }.RunAsync(recorder, null, cancel), cancel);

    /// <summary>A tombstoned stream has no events, as one that never was.</summary>
    private static async IAsyncEnumerable<RecordedEvent> WithoutDeleted(IAsyncEnumerable<RecordedEvent> read, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var events = read.GetAsyncEnumerator(cancel);
        await using var _ = events.ConfigureAwait(false);
        while (true)
        {
            try
            {
                if (!await events.MoveNextAsync().ConfigureAwait(false))
                    yield break;
            }
            catch (StreamDeletedException)
            {
                yield break;
            }

            yield return events.Current;
        }
    }
}
