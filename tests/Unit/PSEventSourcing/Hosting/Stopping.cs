using System.Diagnostics;
using System.Management.Automation;

namespace PSEventSourcing.Tests.Hosting;

/// <summary>Presses Ctrl+C.</summary>
internal static class Stopping
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(100);

    /// <summary>Stops a script once it is busy, and demands that it has ended at once. The quickest of a few tries counts,
    /// because other work on the machine can slow any one of them.</summary>
    public static async Task AtOnceAsync(ModuleHost host, string script, object argument, Func<Task> busy)
    {
        var quickest = TimeSpan.MaxValue;
        for (var attempt = 0; attempt < 5 && quickest > AtOnce; attempt++)
        {
            using var shell = host.Script(script, argument);
            var running = shell.InvokeAsync();
            await busy();

            var watch = Stopwatch.StartNew();
            await shell.StopAsync(null, null);
            await Assert.ThrowsAsync<PipelineStoppedException>(() => running);
            quickest = watch.Elapsed < quickest ? watch.Elapsed : quickest;
        }

        Assert.True(quickest <= AtOnce, $"It took {quickest.TotalMilliseconds} ms to stop.");
    }
}
