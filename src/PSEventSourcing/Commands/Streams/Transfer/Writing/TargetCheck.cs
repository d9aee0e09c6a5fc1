using EventSourcing.Persistence;
using PSEventSourcing.Commands.Streams.Listing;

namespace PSEventSourcing.Commands.Streams.Transfer.Writing;

/// <summary>Finds out, before anything is written, what the target streams have already, and whether it is the beginning of
/// what they are to have.</summary>
internal static class TargetCheck
{
    private const int AtOnce = 16;

    public static async Task<bool> RunAsync(StreamTransfers transfers, IRecorder target, Action looked, CancellationToken cancel)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel };
        await Parallel.ForEachAsync(transfers.Streams, options, async (stream, stop) => await LookUpAsync(stream, target, stop).ConfigureAwait(false)).ConfigureAwait(false);

        var existing = transfers.Streams.Where(stream => stream.Error is null && stream.Next > 0).ToDictionary(stream => stream, stream => new TargetEvents(target, stream.Target));
        if (existing.Count == 0)
            return true;
        await foreach (var (stream, place, recorded) in transfers.WalkAsync(cancel).ConfigureAwait(false))
        {
            looked();
            if (stream.CanCompare(place) && await existing[stream].IdAtAsync(place, cancel).ConfigureAwait(false) != recorded.Id)
                stream.Error = new TargetStreamDiffersException(stream.Target, FormattableString.Invariant($"it is there with other events: the one at revision {place} is not {recorded.Id} ({recorded}). Choose another name for the stream, or another store."));
        }

        return true;
    }

    private static async Task LookUpAsync(StreamTransfer stream, IRecorder target, CancellationToken cancel)
    {
        try
        {
            var found = await StreamLookup.FindAsync(target, stream.Target, cancel).ConfigureAwait(false);
            (stream.FirstServed, stream.Next) = (found?.FirstRevision ?? 0, found?.LastRevision + 1 ?? 0);
            stream.Error = found switch
            {
                { State: EventStreamState.Tombstoned } => new StreamDeletedException(stream.Target),
                { State: EventStreamState.SoftDeleted } => new TargetStreamDiffersException(stream.Target, "it is deleted there, and what it had would still count. Choose another name for it."),
                { FirstRevision: null } => new TargetStreamDiffersException(stream.Target, "it is truncated there, so that none of its events can be compared. Choose another name for it."),
                { FirstRevision: var first } when first >= stream.Count => new TargetStreamDiffersException(stream.Target, "its first events are gone there, and with them all that could be compared. Choose another name for it."),
                _ => null,
            };
        }
        catch (AccessDeniedException error)
        {
            stream.Error = error;
        }
    }
}
