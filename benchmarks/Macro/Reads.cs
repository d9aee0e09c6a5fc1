namespace Benchmarks.Macro;

/// <summary>Reads of 200-byte events.</summary>
internal static class Reads
{
    public static Task ForwardsAsync(MacroOptions options) => StreamAsync(options, "read-stream", backwards: false);

    public static Task BackwardsAsync(MacroOptions options) => StreamAsync(options, "read-stream-back", backwards: true);

    /// <summary>The log from its start.</summary>
    public static async Task AllAsync(MacroOptions options)
    {
        var peer = Peers.Open(options);
        await using var _ = peer.ConfigureAwait(false);
        var count = options.Count ?? 300_000;
        await Seeds.StreamAsync(peer, options, count).ConfigureAwait(false);
        await peer.ReadAllAsync(count / 10, new Laps()).ConfigureAwait(false);
        await Measurement.RunAsync(options, "read-all", count, "event", laps => peer.ReadAllAsync(count, laps)).ConfigureAwait(false);
    }

    private static async Task StreamAsync(MacroOptions options, string bench, bool backwards)
    {
        var peer = Peers.Open(options);
        await using var _ = peer.ConfigureAwait(false);
        var count = options.Count ?? 200_000;
        var stream = await Seeds.StreamAsync(peer, options, count).ConfigureAwait(false);
        await peer.ReadStreamAsync(stream, backwards, count / 10, new Laps()).ConfigureAwait(false);
        await Measurement.RunAsync(options, bench, count, "event", laps => peer.ReadStreamAsync(stream, backwards, count, laps)).ConfigureAwait(false);
    }
}
