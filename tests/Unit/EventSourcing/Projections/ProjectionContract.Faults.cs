using System.Globalization;
using EventSourcing.Persistence;
using EventSourcing.Projections;

namespace EventSourcing.Tests.Projections;

public abstract partial class ProjectionContract
{
    /// <summary>How many random plans are tried.</summary>
    protected virtual int Plans => 200;

    [Fact]
    public async Task Killed_at_random_and_started_again_it_gives_the_view_of_an_uninterrupted_run()
    {
        var only = Environment.GetEnvironmentVariable("FAULT_SEED");
        var seeds = only is null ? Enumerable.Range(0, Plans) : [int.Parse(only, CultureInfo.InvariantCulture)];
        foreach (var seed in seeds)
        {
            var prefix = $"{_prefix}{seed}-";
            var (expected, kills) = await RunAsync(seed, prefix);
            Assert.True(
                expected.SequenceEqual(Views.Counts(prefix).Select(one => (one.Key, one.Value)).Order()),
                $"FAULT_SEED={seed}: {string.Join(", ", Views.Counts(prefix))} instead of {string.Join(", ", expected)} after {kills} kills.");
        }
    }

    private async Task<(List<(string, int)> Expected, int Kills)> RunAsync(int seed, string prefix)
    {
        var random = new Random(seed);
        var saved = new List<string>();
        var last = Position.Start;
        var kills = 0;
        while (true)
        {
            if (saved.Count < 40)
                last = await SaveSomeAsync(random, prefix, saved);

            // The last run is left alone.
            var isLast = saved.Count >= 40 && kills > 5;
            using var kill = new CancellationTokenSource();
            var danger = new Danger(random.Next(), isLast ? 0 : random.NextDouble() * 0.2, kill);
            await using var runner = Views.Runner(
                Recorder,
                prefix,
                (_, cancel) =>
                {
                    danger.Pass("in a handler");
                    cancel.ThrowIfCancellationRequested();
                    return Task.CompletedTask;
                },
                danger.Pass,
                new ProjectionOptions { BatchSize = random.Next(1, 12), CheckpointInterval = TimeSpan.Zero });
            try
            {
                var run = runner.RunAsync(kill.Token);
                await Task.WhenAny(run, WaitedAsync(runner, last));
                await kill.CancelAsync();
                await run;
                if (isLast)
                    return ([.. saved.CountBy(trick => trick, StringComparer.Ordinal).Select(one => (one.Key, one.Value)).Order()], kills);
            }
            catch (ProjectionException error) when (error.InnerException is DangerException)
            {
                // Killed, as planned.
            }

            kills++;
        }
    }

    private async Task<Position> SaveSomeAsync(Random random, string prefix, List<string> saved)
    {
        var tricks = random.GetItems(Names, random.Next(1, 10));
        saved.AddRange(tricks);
        return await SaveToAsync(prefix, "Fido", tricks);
    }

    /// <summary>Throws, or cancels the run, where chance says so.</summary>
    private sealed class Danger(int seed, double rate, CancellationTokenSource kill)
    {
        private readonly Random _random = new(seed);

        public void Pass(string where)
        {
            lock (_random)
            {
                if (_random.NextDouble() >= rate)
                    return;
                if (_random.Next(3) > 0)
                    throw new DangerException(where);
            }

            kill.Cancel();
        }
    }

    private sealed class DangerException(string where) : Exception(where);
}
