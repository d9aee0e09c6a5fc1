using System.Management.Automation;
using EventSourcing.Persistence;

namespace PSEventSourcing.Commands.PersistentSubscriptions.Parked;

/// <summary>Has parked events delivered again, oldest first.</summary>
[Cmdlet(VerbsLifecycle.Resume, "ParkedEvent", SupportsShouldProcess = true, DefaultParameterSetName = ByStream)]
public sealed class ResumeParkedEventCommand : GroupCmdlet
{
    private const string Replaying = "ReplayingParkedMessages";

    /// <summary>How many of the oldest to resume.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    private protected override void ProcessGroup()
    {
        // The server would say that it was done, and do nothing.
        if (Await(cancel => Client.PersistentSubscriptions.GetInfoAsync(Source, Group, cancel)).Status.Contains(Replaying, StringComparison.Ordinal))
            throw new ParkedEventsBusyException(GroupName);
        if (!ShouldProcess(GroupName, First is { } first ? $"Deliver the first {first} parked events again" : "Deliver all parked events again"))
            return;
        if (First is null)
            Do(cancel => Client.PersistentSubscriptions.ReplayParkedAsync(Source, Group, stopAt: null, cancel));
        else if (Await(OldestAsync) is { } oldest)
            Do(cancel => Client.PersistentSubscriptions.ReplayParkedAsync(Source, Group, oldest + First, cancel));
    }

    /// <summary>The server stops at a revision of the parked events, and those that were resumed before keep theirs.</summary>
    private async Task<long?> OldestAsync(CancellationToken cancel)
    {
        await foreach (var link in Recorder.ReadStreamAsync(ParkedStream.Of(Source, Group), new StreamRead { MaxCount = 1, MustExist = false }, cancel).ConfigureAwait(false))
            return link.Revision;
        return null;
    }
}
