using Benchmarks.Peers;
using EventSourcing.Persistence;

namespace Benchmarks.Macro;

/// <summary>Appends of 200-byte events under an exact expected revision.</summary>
internal static class Appends
{
    private const int Streams = 64;
    private const int BatchSize = 100;

    /// <summary>One event at a time to one stream, each awaited.</summary>
    public static async Task SequentialAsync(MacroOptions options)
    {
        var peer = Macro.Peers.Open(options);
        await using var _ = peer.ConfigureAwait(false);
        var count = options.Count ?? 3_000;
        await OneByOneAsync(peer, Samples.Stream(), count / 5, new Laps()).ConfigureAwait(false);
        var stream = Samples.Stream();
        await Measurement.RunAsync(options, "append-seq", count, "append", laps => OneByOneAsync(peer, stream, count, laps)).ConfigureAwait(false);
    }

    /// <summary>One event at a time to each of 64 streams at once.</summary>
    public static async Task ConcurrentAsync(MacroOptions options)
    {
        var peer = Macro.Peers.Open(options);
        await using var _ = peer.ConfigureAwait(false);
        var each = (options.Count ?? 20_000) / Streams;
        Task Run(int appends, Laps laps) => Task.WhenAll(Enumerable.Range(0, Streams).Select(_ => Task.Run(() => OneByOneAsync(peer, Samples.Stream(), appends, laps))));
        await Run(each / 5, new Laps()).ConfigureAwait(false);
        await Measurement.RunAsync(options, "append-concurrent", each * Streams, "append", laps => Run(each, laps)).ConfigureAwait(false);
    }

    /// <summary>A hundred events at a time to one stream, each hundred awaited.</summary>
    public static async Task BatchAsync(MacroOptions options)
    {
        var peer = Macro.Peers.Open(options);
        await using var _ = peer.ConfigureAwait(false);
        var batches = options.Count ?? 200;
        await BatchesAsync(peer, Samples.Stream(), Batches(batches / 5), new Laps()).ConfigureAwait(false);
        var events = Batches(batches);
        await Measurement.RunAsync(options, "append-batch", (long)batches * BatchSize, "event", laps => BatchesAsync(peer, Samples.Stream(), events, laps)).ConfigureAwait(false);
    }

    private static NewEvent[][] Batches(int count) => [.. Enumerable.Range(0, count).Select(_ => Samples.Events(BatchSize))];

    private static async Task OneByOneAsync(IPeer peer, string stream, int count, Laps laps)
    {
        for (var last = -1; last < count - 1; last++)
            await laps.TimeAsync(() => peer.AppendAsync(stream, last, [Samples.Event()])).ConfigureAwait(false);
    }

    private static async Task BatchesAsync(IPeer peer, string stream, NewEvent[][] batches, Laps laps)
    {
        var last = -1L;
        foreach (var batch in batches)
        {
            await laps.TimeAsync(() => peer.AppendAsync(stream, last, batch)).ConfigureAwait(false);
            last += BatchSize;
        }
    }
}
