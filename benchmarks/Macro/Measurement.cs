using System.Diagnostics;

namespace Benchmarks.Macro;

/// <summary>Measures a piece of work in this process.</summary>
internal static class Measurement
{
    private const double BytesPerMiB = 1024 * 1024;

    /// <summary>Runs the work once, and prints its figure.</summary>
    /// <param name="options">Who does it.</param>
    /// <param name="bench">What is done.</param>
    /// <param name="count">How many.</param>
    /// <param name="unit">How many of what.</param>
    /// <param name="work">The work.</param>
    public static async Task RunAsync(MacroOptions options, string bench, long count, string unit, Func<Laps, Task> work)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var laps = new Laps();
        var begin = Stopwatch.GetTimestamp();
        await work(laps).ConfigureAwait(false);
        var elapsed = Stopwatch.GetElapsedTime(begin);
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        process.Refresh();
        cpu = process.TotalProcessorTime - cpu;
        if (laps.Events > 0 && laps.Events != count)
            throw new InvalidOperationException($"{bench} saw {laps.Events} events where there are {count}.");
        Console.WriteLine(new Figure
        {
            Peer = options.Peer,
            Bench = options.Store == MacroOptions.EventStoreDb ? bench : $"{bench}-{options.Store}",
            N = count,
            Unit = unit,
            Sec = Math.Round(elapsed.TotalSeconds, 4),
            P50 = laps.Quantile(0.5),
            P99 = laps.Quantile(0.99),
            AllocBPerOp = Math.Round((double)allocated / count, 1),
            CpuUsPerOp = Math.Round(cpu.TotalMicroseconds / count, 2),
            PeakRssMb = Math.Round(process.PeakWorkingSet64 / BytesPerMiB, 1),
        });
    }
}
