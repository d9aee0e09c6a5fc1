using System.Diagnostics;
using System.Globalization;

namespace Benchmarks.Macro;

/// <summary>Measures what happens once in the life of a process: starts this program again and again, and asks how long it
/// took there.</summary>
internal static class ChildProcess
{
    /// <summary>In the started process: says how long it took, in milliseconds.</summary>
    public static void Tell(double milliseconds) => Console.WriteLine(Math.Round(milliseconds, 1).ToString(CultureInfo.InvariantCulture));

    /// <summary>Starts it as often, and once more before, which brings its files into the memory of the machine.</summary>
    public static async Task<List<double>> RepeatAsync(string name, MacroOptions options, int count)
    {
        await StartAsync(name, options).ConfigureAwait(false);
        var took = new List<double>();
        for (var start = 0; start < count; start++)
            took.Add(await StartAsync(name, options).ConfigureAwait(false));
        took.Sort();
        return took;
    }

    /// <summary>Prints the figure.</summary>
    public static void Print(this List<double> took, string bench, string peer, string unit) => Console.WriteLine(new Figure
    {
        Peer = peer,
        Bench = bench,
        N = took.Count,
        Unit = unit,
        Sec = Math.Round(took.Sum() / 1000, 4),
        P50 = took[took.Count / 2],
        P99 = took[^1],
    });

    private static async Task<double> StartAsync(string name, MacroOptions options)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        foreach (var argument in new[] { "macro", name, "--peer", options.Peer, "--store", options.Store, "--uri", options.Uri ?? "" })
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var told = await process.StandardOutput.ReadToEndAsync().ConfigureAwait(false);
        await process.WaitForExitAsync().ConfigureAwait(false);
        return double.Parse(told, CultureInfo.InvariantCulture);
    }
}
