using System.Globalization;

namespace EventStoreDb.Emulator;

/// <summary>Lets whoever started a cluster on the command line kill its nodes, line by line.</summary>
internal static class Operator
{
    public const string Commands = "kill-leader | kill <node> | restart <node> | resign-leader";

    /// <summary>Obeys until the program is to end. Without anybody to say anything, it only waits for that.</summary>
    public static async Task ObeyAsync(EmulatorCluster cluster, TextReader commands, TextWriter answers, Task ended)
    {
        while (true)
        {
            // Reading the console cannot be cancelled, and blocks; it is left behind when the program ends.
            var reading = Task.Run(commands.ReadLineAsync);
            if (await Task.WhenAny(reading, ended) == ended)
            {
                return;
            }

            if (await reading is not { } command)
            {
                await ended;
                return;
            }

            await answers.WriteLineAsync(await DoAsync(cluster, command));
        }
    }

    private static async Task<string> DoAsync(EmulatorCluster cluster, string command)
    {
        var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        switch (words)
        {
            case ["kill-leader"]:
                var killed = await cluster.KillLeaderAsync();
                return string.Create(CultureInfo.InvariantCulture, $"killed {killed}");
            case ["resign-leader"]:
                await cluster.ResignLeaderAsync();
                return "resigned";
            case ["kill", var name] when Node(cluster, name) is { } node:
                await cluster.KillAsync(node);
                return $"killed {name}";
            case ["restart", var name] when Node(cluster, name) is { } node:
                await cluster.RestartAsync(node);
                return $"restarted {name}";
            default:
                return Commands;
        }
    }

    private static int? Node(EmulatorCluster cluster, string name) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var node) && node < cluster.Addresses.Count
            ? node
            : null;
}
