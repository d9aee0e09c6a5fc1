using EventSourcing.Persistence;

namespace Benchmarks.Macro;

/// <summary>What a get costs as its stream grows: as it is, with a snapshot, and from the cache.</summary>
internal static class Growth
{
    private const int Gets = 20;
    private const int EventsAtOnce = 500;

    public static async Task RunAsync(MacroOptions options)
    {
        var most = options.Count ?? 100_000;
        var school = new School { Settings = options.Settings };
        await using var _ = school.ConfigureAwait(false);
        var cached = new School { Settings = new Settings { ["AGGREGATE_CACHE_MAXSIZE"] = "10" }, Recorder = school.Recorder };
        await using var __ = cached.ConfigureAwait(false);
        for (var size = 100; size <= most; size *= 10)
        {
            var counter = new Counter($"counter-{Guid.NewGuid():N}");
            while (counter.Revision < size - 1)
            {
                for (var added = 0; added < EventsAtOnce && counter.Revision < size - 1; added++)
                    counter.Add(added);
                await school.KeepAsync(counter).ConfigureAwait(false);
            }

            await GetAsync(school, options, counter.Id, $"get-of-{size}").ConfigureAwait(false);
            await GetAsync(cached, options, counter.Id, $"get-of-{size}-cached").ConfigureAwait(false);
            await school.Repository.SnapshotAsync<Counter>(counter.Id).ConfigureAwait(false);
            await GetAsync(school, options, counter.Id, $"get-of-{size}-with-snapshot").ConfigureAwait(false);
        }
    }

    private static async Task GetAsync(School school, MacroOptions options, string id, string bench)
    {
        await school.Repository.GetAsync<Counter>(id).ConfigureAwait(false);
        await Measurement.RunAsync(options, bench, Gets, "aggregate", laps => Dogs.EachAsync(Enumerable.Repeat(id, Gets), one => school.Repository.GetAsync<Counter>(one), laps)).ConfigureAwait(false);
    }
}
