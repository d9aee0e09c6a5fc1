using System.Management.Automation;
using EventSourcing.Persistence;
using PSEventSourcing.Commands.Streams.Listing;
using PSEventSourcing.Completers;

namespace PSEventSourcing.Commands.Streams;

/// <summary>Deletes streams.</summary>
[Cmdlet(VerbsCommon.Remove, "EventStream", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveEventStreamCommand : StreamsCmdlet
{
    /// <summary>For ever, and the name with it.</summary>
    [Parameter]
    public SwitchParameter Tombstone { get; set; }

    /// <summary>What is demanded of the stream.</summary>
    [Parameter]
    [ExpectedRevisionTransformation]
    [ArgumentCompleter(typeof(ExpectedRevisionCompleter))]
    public ExpectedRevision ExpectedRevision { get; set; } = ExpectedRevision.Any;

    private protected override void ProcessStream(string stream)
    {
        var action = Tombstone
            ? "Tombstone the stream FOR EVER: its events are gone, and its name can never be used again"
            : "Delete the stream (soft delete: events appended later go on counting)";
        if (!ShouldProcess(stream, action))
            return;
        Await(cancel => Tombstone
            ? Recorder.TombstoneStreamAsync(stream, ExpectedRevision, cancel)
            : DeleteAsync(stream, cancel));
    }

    /// <summary>A store says of a missing stream that the revision is wrong, whatever was expected.</summary>
    private async Task<Position?> DeleteAsync(string stream, CancellationToken cancel)
    {
        try
        {
            return await Recorder.DeleteStreamAsync(stream, ExpectedRevision, cancel).ConfigureAwait(false);
        }
        catch (WrongExpectedRevisionException error) when (error.Actual is null && ExpectedRevision == ExpectedRevision.Any)
        {
            throw new StreamNotFoundException(stream);
        }
    }
}
