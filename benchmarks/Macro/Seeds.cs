using Benchmarks.Peers;

namespace Benchmarks.Macro;

/// <summary>Puts the events there that reads need. What a run on a server has put there, the next one finds.</summary>
internal static class Seeds
{
    private const int BatchSize = 500;

    /// <summary>A stream of as many events.</summary>
    /// <returns>Its name.</returns>
    public static async Task<string> StreamAsync(IPeer peer, MacroOptions options, int count, string type = Samples.EventType)
    {
        var stream = $"bench-seed-{type}-{count}";
        var found = new Laps();
        if (options.Store == MacroOptions.EventStoreDb)
            await peer.ReadStreamAsync(stream, backwards: true, count, found).ConfigureAwait(false);
        for (var last = found.Events - 1; last < count - 1;)
        {
            var batch = Samples.Events((int)Math.Min(BatchSize, count - 1 - last), type);
            await peer.AppendAsync(stream, last, batch).ConfigureAwait(false);
            last += batch.Length;
        }

        return stream;
    }
}
