using System.Management.Automation;
using System.Runtime.CompilerServices;
using EventSourcing.Persistence;
using PSEventSourcing.Execution;

namespace PSEventSourcing.Commands.ServerProjections;

/// <summary>Waits until projections of the server have caught up.</summary>
[Cmdlet(VerbsCommon.Watch, "ServerProjection")]
[OutputType(typeof(ServerProjection))]
public sealed class WatchServerProjectionCommand : ServerProjectionCmdlet
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>How long it must have been seen to have caught up: a server looks for new events only now and then where a
    /// projection has just been started, and says until then that it has read all.</summary>
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(1);

    /// <summary>How long to wait for each.</summary>
    [Parameter]
    [ValidateTime(OrZero = true)]
    public TimeSpan? Timeout { get; set; }

    private protected override void ProcessProjection(string name)
    {
        using var progress = new ServerProjectionProgress(this, name);
        ServerProjection? last = null;
        ForEach(cancel => LookAsync(name, cancel), now => progress.Show(last = now));
        WriteObject(last);
    }

    /// <summary>Looks again and again, until it has caught up.</summary>
    private async IAsyncEnumerable<ServerProjection> LookAsync(string name, [EnumeratorCancellation] CancellationToken cancel)
    {
        var begin = TimeProvider.System.GetTimestamp();
        long? caughtUp = null;
        var mayFail = false;
        while (true)
        {
            if (await TryLookAsync(name, mayFail, cancel).ConfigureAwait(false) is not { } now)
            {
                (caughtUp, mayFail) = (null, false);
                continue;
            }

            mayFail = true;
            yield return now;
            caughtUp = now.HasCaughtUp ? caughtUp ?? TimeProvider.System.GetTimestamp() : null;
            if (now.IsCompleted || (caughtUp is { } since && TimeProvider.System.GetElapsedTime(since) >= Steady))
                yield break;
            if (now.IsFaulted)
                throw new ServerProjectionFaultedException(now, "has failed");
            if (now.IsAtRest && !(now.IsHeldBack && TimeProvider.System.GetElapsedTime(begin) < ServerProjectionWait.FirstEvents))
                throw new ServerProjectionNotRunningException(now, "will not catch up");
            if (TimeProvider.System.GetElapsedTime(begin) >= Timeout)
                throw new ServerProjectionNotCaughtUpException(now, Timeout.Value);
            await Task.Delay(Pause, TimeProvider.System, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>A node that has just ceased to lead never answers; the next look finds the one that does.</summary>
    private async Task<ServerProjection?> TryLookAsync(string name, bool mayFail, CancellationToken cancel)
    {
        try
        {
            return ServerProjection.Of(await Client.Projections.GetStatisticsAsync(name, cancel).ConfigureAwait(false));
        }
        catch (StoreTimeoutException) when (mayFail)
        {
            return null;
        }
    }
}
