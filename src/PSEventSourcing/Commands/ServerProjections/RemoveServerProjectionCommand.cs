using System.Management.Automation;
using EventSourcing.Persistence;

namespace PSEventSourcing.Commands.ServerProjections;

/// <summary>Removes projections from the server.</summary>
[Cmdlet(VerbsCommon.Remove, "ServerProjection", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveServerProjectionCommand : ServerProjectionCmdlet
{
    /// <summary>Stops one that runs first.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>The streams too that it has appended to, if it has tracked them.</summary>
    [Parameter]
    public SwitchParameter DeleteEmittedStreams { get; set; }

    /// <summary>The stream with its results too.</summary>
    [Parameter]
    public SwitchParameter DeleteStateStream { get; set; }

    /// <summary>The stream with its checkpoints too.</summary>
    [Parameter]
    public SwitchParameter DeleteCheckpointStream { get; set; }

    private string Action
    {
        get
        {
            string[] streams = [.. Streams()];
            return (Force ? "Stop and remove the projection" : "Remove the projection") + (streams.Length > 0 ? " with " + string.Join(", ", streams) : "");
        }
    }

    private protected override void ProcessProjection(string name)
    {
        if (SystemProjections.Contain(name))
            throw new SystemServerProjectionException(name, "the server does not let it be removed. Stop it with Disable-ServerProjection instead.");
        if (!ShouldProcess(name, Action))
            return;
        if (DeleteEmittedStreams && Await(cancel => IsUntrackedAsync(name, cancel)))
            WriteWarning($"The projection '{name}' has not tracked the streams that it has emitted, so they stay.");
        if (!Await(cancel => RemoveAsync(name, cancel)))
            WriteWarning($"The projection '{name}' is being removed still.");
    }

    /// <summary>One that has completed or was aborted does nothing any more, but counts as stopped only once it is told
    /// to.</summary>
    private async Task<bool> RemoveAsync(string name, CancellationToken cancel)
    {
        var now = ServerProjection.Of(await Client.Projections.GetStatisticsAsync(name, cancel).ConfigureAwait(false));
        if (now.Status is "Completed" or "Aborted" || (Force && !now.IsAtRest))
        {
            await Client.Projections.DisableAsync(name, cancel).ConfigureAwait(false);
            await ServerProjectionWait.UntilStoppedAsync(Client, name, cancel).ConfigureAwait(false);
        }

        await Client.Projections.DeleteAsync(name, DeleteEmittedStreams, DeleteStateStream, DeleteCheckpointStream, cancel).ConfigureAwait(false);
        return await ServerProjectionWait.UntilGoneAsync(Client, name, cancel).ConfigureAwait(false);
    }

    private async Task<bool> IsUntrackedAsync(string name, CancellationToken cancel)
    {
        try
        {
            return await ServerProjectionDefinition.ReadAsync(Recorder, name, cancel).ConfigureAwait(false) is { Emit: true, TracksEmittedStreams: false };
        }
        catch (AccessDeniedException)
        {
            // Whoever may remove it need not be one who may read what it is.
            return false;
        }
    }

    private IEnumerable<string> Streams()
    {
        if (DeleteEmittedStreams)
            yield return "the streams it has emitted";
        if (DeleteStateStream)
            yield return "its state";
        if (DeleteCheckpointStream)
            yield return "its checkpoints";
    }
}
