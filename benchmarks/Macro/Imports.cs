using System.Diagnostics;

namespace Benchmarks.Macro;

/// <summary>What importing the module costs, and the first call of each cmdlet that needs no more than a store in
/// memory.</summary>
internal static class Imports
{
    /// <summary>What the started process is told.</summary>
    public const string Child = "import-child";

    private static readonly string[] FirstCalls =
    [
        "New-Dog Fido -Id fido 3>$null", "Add-Trick fido sit", "Get-Dog fido", "Get-StreamEvent Dog-fido", "Get-EventStream", "Find-StreamEvent -All -Text sit",
        "Measure-EventStream -All", "Add-StreamEvent Account-1 Opened @{ Owner = 'Ada' }", "Watch-StreamEvent Account-1 -From Start -Count 1",
        "Register-Aggregate Account @{ Opened = { param($state, $e) $state.Owner = $e.Owner } }", "Get-Aggregate Account 1", "Get-AggregateHistory Account 1", "Test-EventStore",
    ];

    public static async Task RunAsync(MacroOptions options)
    {
        foreach (var peer in new[] { MacroOptions.Raw, MacroOptions.Ours })
        {
            var took = await ChildProcess.RepeatAsync(Child, options with { Peer = peer }, options.Count ?? 10).ConfigureAwait(false);
            took.Print("import-module", peer, "import");
        }

        FirstCallsOf(options);
    }

    /// <summary>In the started process: imports the module, or for raw the empty one, and tells how long it took.</summary>
    public static void Import(MacroOptions options)
    {
        using var engine = new Engine();
        engine.Run("Get-Command Import-Module | Out-Null");
        var begin = Stopwatch.GetTimestamp();
        engine.Import(options.Peer == MacroOptions.Ours ? Engine.Module : Engine.EmptyModule);
        ChildProcess.Tell(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
    }

    private static void FirstCallsOf(MacroOptions options)
    {
        using var engine = new Engine();
        engine.Import(Engine.Module);
        foreach (var call in FirstCalls)
        {
            var begin = Stopwatch.GetTimestamp();
            engine.Run(call + " | Out-Null");
            var took = Math.Round(Stopwatch.GetElapsedTime(begin).TotalMilliseconds, 1);
            Console.WriteLine(new Figure { Peer = options.Peer, Bench = "first-call " + call.Split(' ')[0], N = 1, Unit = "call", Sec = took / 1000, P50 = took });
        }
    }
}
