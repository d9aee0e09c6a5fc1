using System.Text.Json.Nodes;
using EventSourcing.Caching;
using EventSourcing.Domain;
using EventSourcing.Loading;
using EventSourcing.Persistence;
using EventSourcing.Persistence.Checkpoints;
using EventSourcing.Snapshots;

namespace EventSourcing.Saving;

/// <summary>Appends what aggregates have raised; then the cache is told, and snapshots that are due are taken.</summary>
/// <param name="recorder">The store.</param>
/// <param name="types">Learns the types of each class of aggregates that is saved.</param>
/// <param name="mapper">Encodes the events.</param>
/// <param name="rules">When snapshots are due.</param>
/// <param name="snapshots">Takes them; <see langword="null"/> where they are switched off.</param>
/// <param name="cache">The cache, if there is one.</param>
internal sealed class AggregateSaver(IRecorder recorder, EventTypeRegistry types, IMapper mapper, SnapshotRules rules, SnapshotWriter? snapshots, CachingLoader? cache)
{
    /// <summary>Gets an aggregate with pending events ready to be saved; what is wrong with its class shows now, before
    /// anything is written.</summary>
    public PendingSave Prepare(AggregateKey key, Aggregate aggregate, JsonObject? metadata)
    {
        types.AddAggregate(key.Type);
        _ = rules.Of(key.Type);
        var events = new NewEvent[aggregate.PendingEvents.Count];
        for (var i = 0; i < events.Length; i++)
            events[i] = mapper.ToStored(metadata is null ? aggregate.PendingEvents[i] : aggregate.PendingEvents[i].WithMetadata(metadata));
        return new PendingSave(key, aggregate, aggregate.SavedRevision, events, cache?.Changes(key) ?? 0);
    }

    public async Task<AppendResult> SaveAsync(PendingSave save, CancellationToken cancel)
    {
        AppendResult result;
        try
        {
            result = await recorder.AppendAsync(save.Key.Stream, save.Append.Expected, save.Events, cancel).ConfigureAwait(false);
        }
        catch
        {
            cache?.NotSaved(save.Key, save.Before);
            throw;
        }

        Saved(save, result);
        await SnapshotAsync(save, cancel).ConfigureAwait(false);
        return result;
    }

    /// <summary>Saves several aggregates, all or none.</summary>
    public Task<IReadOnlyList<AppendResult>> SaveAsync(IReadOnlyList<PendingSave> saves, CancellationToken cancel) =>
        SaveAsync(saves, appends => recorder.AppendAsync(appends, cancel), cancel);

    /// <summary>Saves several aggregates and moves a checkpoint, all or nothing.</summary>
    public Task<IReadOnlyList<AppendResult>> SaveAsync(IReadOnlyList<PendingSave> saves, Checkpoint checkpoint, CancellationToken cancel) => recorder is ICheckpointRecorder both
        ? SaveAsync(saves, appends => both.AppendAsync(appends, checkpoint, cancel), cancel)
        : throw new CheckpointsNotSupportedException(checkpoint.Follower);

    private async Task<IReadOnlyList<AppendResult>> SaveAsync(
        IReadOnlyList<PendingSave> saves, Func<IReadOnlyList<StreamAppend>, Task<IReadOnlyList<AppendResult>>> append, CancellationToken cancel)
    {
        IReadOnlyList<AppendResult> results;
        try
        {
            results = await append([.. saves.Select(save => save.Append)]).ConfigureAwait(false);
        }
        catch
        {
            foreach (var save in saves)
                cache?.NotSaved(save.Key, save.Before);
            throw;
        }

        for (var i = 0; i < saves.Count; i++)
            Saved(saves[i], results[i]);
        foreach (var save in saves)
            await SnapshotAsync(save, cancel).ConfigureAwait(false);
        return results;
    }

    private void Saved(PendingSave save, AppendResult result)
    {
        save.Aggregate.Saved(save.Events.Length);
        if (result.Revision != save.After)
        {
            cache?.NotSaved(save.Key, save.Before);
            throw new TruncatedStreamException(save.Key.Stream, result.Revision - save.Events.Length + 1);
        }

        cache?.Saved(save.Key, save.Aggregate, save.Events, save.Changes);
    }

    private Task SnapshotAsync(PendingSave save, CancellationToken cancel) =>
        snapshots is not null && rules.IsDue(save.Key.Type, save.Before, save.After)
            ? snapshots.TryAsync(AggregateType.Of(save.Key.Type).Snapshots!, save.Aggregate, save.Key.Stream, new LastEvent(save.After, save.Events[^1].Id), rules.Of(save.Key.Type).Keep, cancel)
            : Task.CompletedTask;
}
