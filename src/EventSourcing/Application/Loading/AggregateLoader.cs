using EventSourcing.Domain;
using EventSourcing.Persistence;
using EventSourcing.Snapshots;

namespace EventSourcing.Loading;

/// <summary>Rebuilds aggregates from the store: from a snapshot and the events after it where there is one, else from
/// all events.</summary>
/// <param name="recorder">The store.</param>
/// <param name="types">Learns the types of each class of aggregates that is loaded.</param>
/// <param name="mapper">Decodes the events.</param>
/// <param name="snapshots">Finds snapshots; <see langword="null"/> where they are switched off.</param>
internal sealed class AggregateLoader(IRecorder recorder, EventTypeRegistry types, IMapper mapper, SnapshotReader? snapshots)
{
    /// <summary>The revision to ask for where the latest is wanted.</summary>
    public const long Latest = long.MaxValue - 1;

    /// <summary>Loads an aggregate.</summary>
    /// <param name="key">Which one.</param>
    /// <param name="revision">The revision of the last event to take in, if the stream has as many.</param>
    /// <param name="kept">Keeps what the aggregate is rebuilt from, if it is to be rebuilt again.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="TruncatedStreamException">The stream does not begin at revision 0, and no snapshot bridges the gap.</exception>
    public Task<LoadedAggregate?> LoadAsync(AggregateKey key, long revision, HistoryBuilder? kept, CancellationToken cancel)
    {
        types.AddAggregate(key.Type);
        var type = AggregateType.Of(key.Type);
        return snapshots is null || type.Snapshots is null
            ? FromEventsAsync(key, type, revision, kept, cancel)
            : FromSnapshotAsync(key, type, snapshots, revision, kept, cancel);
    }

    /// <summary>Takes the events into an aggregate that have followed the last one in it.</summary>
    /// <returns>The last event now; <see langword="null"/> where the stream is no longer the one that the aggregate is
    /// from, which is to be thrown away then.</returns>
    public async Task<LastEvent?> ContinueAsync(string stream, AggregateType type, Aggregate aggregate, LastEvent known, long revision, HistoryBuilder? kept, CancellationToken cancel)
    {
        // The known event is read again: it proves that the stream was not deleted, and perhaps written anew, in between.
        LastEvent? last = null;
        var read = new StreamRead { From = known.Revision, MaxCount = revision - known.Revision + 1 };
        await foreach (var recorded in recorder.ReadStreamAsync(stream, read, cancel).ConfigureAwait(false))
        {
            if (last is null ? LastEvent.Of(recorded) != known : recorded.Revision != last.Value.Revision + 1)
                return null;
            if (last is not null)
                Take(type, aggregate, recorded, kept);
            last = LastEvent.Of(recorded);
        }

        return last;
    }

    private async Task<LoadedAggregate?> FromSnapshotAsync(AggregateKey key, AggregateType type, SnapshotReader reader, long revision, HistoryBuilder? kept, CancellationToken cancel)
    {
        if (await reader.BeginAsync(type, key.Id, key.Stream, revision, cancel).ConfigureAwait(false) is var (begun, snapshot))
        {
            kept?.Begin(snapshot);
            if (await ContinueAsync(key.Stream, type, begun, snapshot.Last, revision, kept, cancel).ConfigureAwait(false) is { } last)
                return new LoadedAggregate(begun, last, snapshot);
            kept?.Begin(null);
        }

        return await FromEventsAsync(key, type, revision, kept, cancel).ConfigureAwait(false);
    }

    private async Task<LoadedAggregate?> FromEventsAsync(AggregateKey key, AggregateType type, long revision, HistoryBuilder? kept, CancellationToken cancel)
    {
        Aggregate? aggregate = null;
        LastEvent last = default;
        await foreach (var recorded in recorder.ReadStreamAsync(key.Stream, new StreamRead { MaxCount = revision + 1 }, cancel).ConfigureAwait(false))
        {
            if (recorded.Revision != (aggregate?.Revision ?? -1) + 1)
                throw new TruncatedStreamException(key.Stream, recorded.Revision);
            aggregate ??= type.Begin(key.Id);
            Take(type, aggregate, recorded, kept);
            last = LastEvent.Of(recorded);
        }

        return aggregate is null ? null : new LoadedAggregate(aggregate, last, null);
    }

    private void Take(AggregateType type, Aggregate aggregate, RecordedEvent recorded, HistoryBuilder? kept)
    {
        var data = mapper.ToDomain(recorded);
        aggregate.Fold(type, data, recorded.Revision);
        kept?.Add(data);
    }
}
