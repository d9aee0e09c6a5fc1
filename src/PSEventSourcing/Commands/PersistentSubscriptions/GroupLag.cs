using System.Globalization;
using EventSourcing.EventStoreDb.Client.PersistentSubscriptions;
using EventSourcing.Persistence;

namespace PSEventSourcing.Commands.PersistentSubscriptions;

/// <summary>How many events of its stream are behind the last checkpoint of a group.</summary>
internal static class GroupLag
{
    /// <returns><see langword="null"/> where it cannot be told: positions in the log of all streams are not counted in events,
    /// and nobody knows where a group without a checkpoint found the end.</returns>
    public static async Task<long?> FindAsync(IRecorder recorder, PersistentSubscriptionInfo info, CancellationToken cancel)
    {
        var done = Revision(info.LastCheckpointedEventPosition) ?? Revision(info.StartFrom) - 1;
        if (done is null)
            return null;
        // A group that is catching up knows of the events it has read, and not of the end.
        var known = info.Status.Contains("Live", StringComparison.Ordinal) ? Revision(info.LastKnownEventPosition) : null;
        var last = known ?? await EndAsync(recorder, info.Stream, cancel).ConfigureAwait(false);
        return last is null ? null : Math.Max(0, last.Value - done.Value);
    }

    /// <returns>-1 where there is no event; <see langword="null"/> where the user may not know.</returns>
    private static async Task<long?> EndAsync(IRecorder recorder, string stream, CancellationToken cancel)
    {
        try
        {
            await foreach (var last in recorder.ReadStreamAsync(stream, StreamRead.Backwards with { MaxCount = 1, MustExist = false }, cancel).ConfigureAwait(false))
                return last.Revision;
            return -1;
        }
        catch (Exception error) when (error is AccessDeniedException or StreamDeletedException)
        {
            return null;
        }
    }

    private static long? Revision(string? told) =>
        long.TryParse(told, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : null;
}
