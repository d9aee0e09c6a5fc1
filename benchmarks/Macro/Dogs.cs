using EventSourcing.Persistence;
using Examples;

namespace Benchmarks.Macro;

/// <summary>The use cases of an application, one after the other.</summary>
internal static class Dogs
{
    private const int Few = 19;
    private const int Many = 999;

    /// <summary>Loads an aggregate of 20 events, and appends one.</summary>
    public static async Task AggregateAsync(MacroOptions options)
    {
        var count = options.Count ?? 1_000;
        if (options.Peer == MacroOptions.Raw)
        {
            await RawDogs.RunAsync(options, count).ConfigureAwait(false);
            return;
        }

        var school = new School { Settings = options.Settings };
        await using var _ = school.ConfigureAwait(false);
        var ids = await RegisterAsync(school, count + (count / 5), Few).ConfigureAwait(false);
        foreach (var id in ids.Skip(count))
            await school.AddTrickAsync(id).ConfigureAwait(false);
        await Measurement.RunAsync(options, "aggregate", count, "operation", laps => EachAsync(ids.Take(count), school.AddTrickAsync, laps)).ConfigureAwait(false);
    }

    /// <summary>Registers dogs, adds tricks at 20 events, saves a dog that is held, gets dogs of 20 and of 1,000 events, and
    /// reads 1,000 notifications.</summary>
    public static async Task ApplicationAsync(MacroOptions options)
    {
        var school = new School { Settings = options.Settings };
        await using var _ = school.ConfigureAwait(false);
        var count = options.Count ?? (options.Store == MacroOptions.Memory ? 100_000 : 1_000);
        var fewer = Math.Max(count / 20, 20);
        var ids = await RegisterAsync(school, fewer, Few).ConfigureAwait(false);
        var large = await school.RegisterAsync("Fido", Many).ConfigureAwait(false);
        foreach (var id in ids.Take(fewer / 2))
            await school.GetAsync(id).ConfigureAwait(false);

        await Measurement.RunAsync(options, "app-register", count, "dog", laps => EachAsync(Enumerable.Repeat("Fido", count), name => school.RegisterAsync(name), laps)).ConfigureAwait(false);
        await Measurement.RunAsync(options, "app-add-trick", fewer, "trick", laps => EachAsync(ids, school.AddTrickAsync, laps)).ConfigureAwait(false);
        var held = await school.RegisterAsync("Rex").ConfigureAwait(false);
        await Measurement.RunAsync(options, "app-save", count, "trick", laps => EachAsync(Enumerable.Repeat(held, count), dog => { dog.AddTrick("sit"); return school.KeepAsync(dog); }, laps)).ConfigureAwait(false);
        await Measurement.RunAsync(options, "app-get-20", fewer, "dog", laps => EachAsync(ids, school.GetAsync, laps)).ConfigureAwait(false);
        var gets = Math.Max(fewer / 10, 20);
        await Measurement.RunAsync(options, "app-get-1000", gets, "dog", laps => EachAsync(Enumerable.Repeat(large.Id, gets), school.GetAsync, laps)).ConfigureAwait(false);
        await Measurement.RunAsync(options, "app-notifications", 1_000, "event", laps => NotificationsAsync(school, laps)).ConfigureAwait(false);
    }

    private static async Task<List<string>> RegisterAsync(School school, int count, int tricks)
    {
        var ids = new List<string>(count);
        for (var dog = 0; dog < count; dog++)
            ids.Add((await school.RegisterAsync("Fido", tricks).ConfigureAwait(false)).Id);
        return ids;
    }

    public static async Task EachAsync<T>(IEnumerable<T> items, Func<T, Task> operation, Laps laps)
    {
        foreach (var item in items)
            await laps.TimeAsync(() => operation(item)).ConfigureAwait(false);
    }

    private static async Task NotificationsAsync(School school, Laps laps)
    {
        await foreach (var _ in school.Recorder.ReadAllAsync(new AllRead { MaxCount = 1_000 }).ConfigureAwait(false))
            laps.Event();
    }
}
