using EventStoreDb.Emulator;

namespace Soak;

/// <summary>The cluster that goes wrong: its calls by plan, and its leader is killed again and again.</summary>
internal static class Server
{
    private const double FaultRate = 0.002;

    private static readonly TimeSpan BetweenKills = TimeSpan.FromSeconds(4);

    /// <summary>Runs it until whoever started it is gone, or wants no more.</summary>
    public static async Task RunAsync()
    {
        // What falls silent for good would only make the work wait.
        var kinds = Enum.GetValues<FaultKind>().Where(kind => kind is not FaultKind.Stall).ToArray();
        var faults = FaultPlan.FromSeed(1, FaultRate, TimeSpan.FromMilliseconds(20), kinds);
        await using var cluster = await EmulatorCluster.StartAsync(3, new EmulatorOptions { Faults = faults });
        Console.WriteLine(cluster.ConnectionString);
        var ended = Console.In.ReadToEndAsync();
        while (await Task.WhenAny(ended, Task.Delay(BetweenKills, TimeProvider.System)) != ended)
            await cluster.RestartAsync(await cluster.KillLeaderAsync());
    }
}
