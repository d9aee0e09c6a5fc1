namespace Benchmarks.Macro;

/// <summary>The cmdlets, in the engine of PowerShell.</summary>
internal static class Cmdlets
{
    private const string Seed = """
        param($stream, $count)
        $json = '{"text":"' + ('x' * 189) + '"}'
        1..$count | ForEach-Object { $json } | Add-StreamEvent $stream Benchmark.Measured | Out-Null
        """;

    /// <summary>Exports a stream to a file.</summary>
    public static Task ExportAsync(MacroOptions options) => TransferAsync(options, import: false);

    /// <summary>Imports a file into another stream.</summary>
    public static Task ImportAsync(MacroOptions options) => TransferAsync(options, import: true);

    /// <summary>What a cmdlet costs over what the library does for it: a read by either, of the store of either.</summary>
    public static async Task ReadAsync(MacroOptions options)
    {
        var count = options.Count ?? 100_000;
        using var engine = Connected(options);
        var stream = Samples.Stream();
        engine.Run(Seed, stream, count);
        engine.Run("param($stream) Get-StreamEvent -Stream $stream -MaxCount 1000 | Out-Null", stream);
        await Measurement.RunAsync(options, "cmdlet-read", count, "event", _ => Task.Run(() => engine.Run("param($stream) Get-StreamEvent -Stream $stream | Out-Null", stream))).ConfigureAwait(false);
        await Reads.ForwardsAsync(options with { Count = count }).ConfigureAwait(false);
    }

    private static async Task TransferAsync(MacroOptions options, bool import)
    {
        var count = options.Count ?? 100_000;
        var (stream, file) = (Samples.Stream(), Path.GetTempFileName());
        using var engine = Connected(options);
        engine.Run(Seed, stream, count);
        try
        {
            Task ExportAsync() => Task.Run(() => engine.Run("param($stream, $file) Export-EventStream $stream $file -Force | Out-Null", stream, file));
            if (!import)
            {
                await Measurement.RunAsync(options, "export", count, "event", _ => ExportAsync()).ConfigureAwait(false);
                return;
            }

            await ExportAsync().ConfigureAwait(false);
            await Measurement.RunAsync(options, "import", count, "event", _ => Task.Run(() => engine.Run("param($file) Import-EventStream $file -Prefix copy- | Out-Null", file))).ConfigureAwait(false);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static Engine Connected(MacroOptions options)
    {
        var engine = new Engine();
        engine.Import(Engine.Module);
        if (options.Store == MacroOptions.EventStoreDb)
            engine.Run("param($uri) Connect-EventStore $uri", options.Uri);
        else
            engine.Run("param($file) Connect-EventStore -Path $file", options.Store == MacroOptions.Sqlite ? options.SqliteFile : ":memory:");
        return engine;
    }
}
