using System.Runtime.CompilerServices;
using EventSourcing.EventStoreDb.Client;
using EventSourcing.Persistence;

namespace PSEventSourcing.Commands.Scavenging;

/// <summary>Finds what nodes have written about scavenges. Which is kept for thirty days, unless the server was set to other
/// times.</summary>
internal static class ScavengeHistory
{
    /// <summary>Finds the scavenges of all nodes, those started last first.</summary>
    public static async IAsyncEnumerable<EventStoreScavenge> FindAsync(EventStoreDbClient client, [EnumeratorCancellation] CancellationToken cancel)
    {
        // An end is met before its begin; few wait for theirs at a time.
        var ended = new Dictionary<string, EventStoreScavenge>(StringComparer.Ordinal);
        var read = StreamRead.Backwards with { ResolveLinks = true };
        await foreach (var recorded in client.ReadStreamAsync(ScavengeEvent.HistoryStream, read, cancel).ConfigureAwait(false))
        {
            if (ScavengeEvent.Apply(null, recorded) is not { } told)
                continue;
            if (told.Started is null)
                ended[told.Id] = told;
            else if (ended.Remove(told.Id, out var end))
                yield return end with { Started = told.Started };
            else
                yield return await FindAsync(client, told.Id, cancel).ConfigureAwait(false) ?? told;
        }

        // Their begins are not kept any more.
        foreach (var end in ended.Values)
            yield return end;
    }

    /// <summary>Reads all that was written about one scavenge.</summary>
    /// <returns><see langword="null"/> where there is nothing, or not any more.</returns>
    public static async Task<EventStoreScavenge?> FindAsync(EventStoreDbClient client, string id, CancellationToken cancel)
    {
        EventStoreScavenge? scavenge = null;
        await foreach (var recorded in client.ReadStreamAsync(ScavengeEvent.StreamOf(id), StreamRead.Forwards, cancel).ConfigureAwait(false))
            scavenge = ScavengeEvent.Apply(scavenge, recorded);
        return scavenge;
    }

    /// <summary>Follows a scavenge to its end.</summary>
    /// <param name="client">The client of the node it runs on, or of its cluster.</param>
    /// <param name="id">Its id.</param>
    /// <param name="told">Told what is known after each step, on any thread.</param>
    /// <param name="cancel">Ends it; the scavenge goes on.</param>
    public static async Task<EventStoreScavenge> WaitAsync(EventStoreDbClient client, string id, Action<EventStoreScavenge> told, CancellationToken cancel)
    {
        var scavenge = new EventStoreScavenge { Id = id };
        await foreach (var message in client.SubscribeStreamAsync(ScavengeEvent.StreamOf(id), new StreamSubscription(), cancel).ConfigureAwait(false))
        {
            if (message.Event is not { } recorded)
                continue;
            scavenge = ScavengeEvent.Apply(scavenge, recorded)!;
            told(scavenge);
            if (scavenge.Status != ScavengeStatus.Running)
                break;
        }

        return scavenge;
    }
}
