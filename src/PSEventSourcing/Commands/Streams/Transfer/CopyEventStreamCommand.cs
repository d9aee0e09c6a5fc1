using System.Management.Automation;
using EventSourcing.Persistence;
using PSEventSourcing.Commands.Streams.Selection;
using PSEventSourcing.Commands.Streams.Transfer.Comparing;
using PSEventSourcing.Commands.Streams.Transfer.Renaming;
using PSEventSourcing.Commands.Streams.Transfer.Writing;
using PSEventSourcing.Completers;
using PSEventSourcing.Sessions;

namespace PSEventSourcing.Commands.Streams.Transfer;

/// <summary>Copies streams to another store, or under other names.</summary>
[Cmdlet(VerbsCommon.Copy, "EventStream", SupportsShouldProcess = true, DefaultParameterSetName = ByStream)]
[OutputType(typeof(TransferredStream))]
public sealed class CopyEventStreamCommand : SelectingCmdlet
{
    /// <summary>The session to copy to; else the same.</summary>
    [Parameter]
    [SessionTransformation]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public EventStoreSession? Destination { get; set; }

    /// <summary>What the one stream is to be called.</summary>
    [Parameter(ParameterSetName = ByStream)]
    [ValidateNotNullOrEmpty]
    public string? DestinationStream { get; set; }

    /// <summary>What the streams are to be called.</summary>
    [Parameter]
    [StreamRenamingTransformation]
    public StreamRenaming? RenameStream { get; set; }

    /// <summary>What goes before the names.</summary>
    [Parameter]
    public string Prefix { get; set; } = "";

    private IRecorder Target => Destination?.Recorder ?? Recorder;

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForEachSelection((_, selection) =>
    {
        var target = Target;
        var transfers = new StreamTransfers(cancel => ServedEvents.ReadAsync(Recorder, selection, cancel));
        new TransferRun(this, transfers, target).Run("Reading the streams to copy", Rename(target), (stream, cancel) => VerifyAsync(selection, target, stream, cancel));
    });

    private Func<string, string> Rename(IRecorder target)
    {
        var rename = StreamRenaming.Of(DestinationStream is { } name ? new StreamRenaming(_ => name) : RenameStream, Prefix);
        return stream => rename(stream) is var renamed && (renamed != stream || !ReferenceEquals(target, Recorder))
            ? renamed
            : throw new InvalidTransferException($"The stream '{stream}' would be copied onto itself. Name another session with -Destination, or another stream with -DestinationStream, -RenameStream or -Prefix.");
    }

    private async Task<bool> VerifyAsync(EventSelection selection, IRecorder target, StreamTransfer stream, CancellationToken cancel)
    {
        // What the target no longer serves cannot be looked at.
        var source = new SelectedRead { Selection = selection with { Streams = [StreamPattern.Exactly(stream.Source)] }, MaxCount = stream.Count }
            .RunAsync(Recorder, null, cancel).Skip(int.CreateSaturating(stream.FirstServed));
        var written = target.ReadStreamAsync(stream.Target, new StreamRead { MaxCount = stream.Count - stream.FirstServed }, cancel);
        await foreach (var difference in StreamComparison.RunAsync(stream.Source, source, written, null, cancel).ConfigureAwait(false))
            throw new CopyDiffersException(stream.Target, stream.Source, difference);
        return true;
    }
}
