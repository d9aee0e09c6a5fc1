using System.Diagnostics.CodeAnalysis;
using EventSourcing.Domain;
using EventSourcing.Persistence;

namespace EventSourcing.Snapshots;

/// <summary>Takes snapshots and stores them, in the order of the aggregate's revisions.</summary>
internal sealed class SnapshotWriter(IRecorder recorder, IMapper mapper)
{
    private readonly SnapshotMapper _mapper = new(mapper);

    /// <summary>Takes the state of an aggregate as it is now.</summary>
    /// <exception cref="EventMappingException">The state cannot be written as JSON.</exception>
    public Snapshot Take(SnapshotType type, Aggregate aggregate, string stream, LastEvent last) => _mapper.Take(type, aggregate, stream, last);

    /// <summary>Takes the state, if it can be had.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "The caller can do without, whatever the user's code does.")]
    public Snapshot? TryTake(SnapshotType type, Aggregate aggregate, string stream, LastEvent last)
    {
        try
        {
            return Take(type, aggregate, stream, last);
        }
        catch (Exception)
        {
            return null;
        }
    }

    /// <summary>Takes and stores a snapshot after a save. The events are saved, so this must not fail.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "The save has succeeded, and must not seem to have failed, whatever becomes of the snapshot. Listeners to the activity are told.")]
    public async Task TryAsync(SnapshotType type, Aggregate aggregate, string stream, LastEvent last, int keep, CancellationToken cancel)
    {
        using var activity = SnapshotActivity.Begin(stream, last.Revision);
        try
        {
            await SnapshotStore.WriteAsync(recorder, Take(type, aggregate, stream, last), keep, cancel).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            SnapshotActivity.Failed(activity, error);
        }
    }
}
