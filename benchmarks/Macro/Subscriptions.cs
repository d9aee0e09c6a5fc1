using EventSourcing.Persistence;

namespace Benchmarks.Macro;

/// <summary>Catching up with a subscription to the log that is filtered by the beginning of the event type.</summary>
internal static class Subscriptions
{
    private const string EventType = "Subscribed.Measured";

    public static async Task CatchUpAsync(MacroOptions options)
    {
        var peer = Peers.Open(options);
        await using var _ = peer.ConfigureAwait(false);
        var count = options.Count ?? 150_000;
        // One more, because it begins after the first one.
        var stream = await Seeds.StreamAsync(peer, options, count + 1, EventType).ConfigureAwait(false);
        var first = await PositionAsync(options, stream).ConfigureAwait(false);
        await peer.SubscribeAsync("Subscribed.", first, count / 10, new Laps()).ConfigureAwait(false);
        await Measurement.RunAsync(options, "subscribe", count, "event", laps => peer.SubscribeAsync("Subscribed.", first, count, laps)).ConfigureAwait(false);
    }

    private static async Task<Position> PositionAsync(MacroOptions options, string stream)
    {
        // On memory the events are in the peer's store alone, and begin at its first position.
        if (options.Store != MacroOptions.EventStoreDb)
            return new Position(1);
        var recorder = PersistenceModules.Open(options.Settings);
        await using var _ = recorder.ConfigureAwait(false);
        var first = await recorder.ReadStreamAsync(stream, StreamRead.Forwards with { MaxCount = 1 }).FirstAsync().ConfigureAwait(false);
        return first.Position ?? throw new InvalidOperationException("The server does not tell positions in reads of streams.");
    }
}
