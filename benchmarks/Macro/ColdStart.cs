using System.Diagnostics;

namespace Benchmarks.Macro;

/// <summary>From the start of a process to the acknowledgement of its first append.</summary>
internal static class ColdStart
{
    /// <summary>What the started process is told.</summary>
    public const string Child = "cold-start-child";

    public static async Task RunAsync(MacroOptions options)
    {
        var took = await ChildProcess.RepeatAsync(Child, options, options.Count ?? 10).ConfigureAwait(false);
        took.Print(options.Store == MacroOptions.EventStoreDb ? "cold-start" : $"cold-start-{options.Store}", options.Peer, "start");
    }

    /// <summary>In the started process: appends one event, and tells how long the process has lived.</summary>
    public static async Task AppendAsync(MacroOptions options)
    {
        var peer = Peers.Open(options);
        await using var _ = peer.ConfigureAwait(false);
        await peer.AppendAsync(Samples.Stream(), -1, [Samples.Event()]).ConfigureAwait(false);
        using var process = Process.GetCurrentProcess();
        ChildProcess.Tell((TimeProvider.System.GetUtcNow() - new DateTimeOffset(process.StartTime)).TotalMilliseconds);
    }
}
