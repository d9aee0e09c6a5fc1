using System.CommandLine;

namespace Benchmarks.Macro;

/// <summary>The command line of the macro benchmarks.</summary>
internal static class MacroCommand
{
    private static readonly Dictionary<string, Func<MacroOptions, Task>> Benchmarks = new(StringComparer.Ordinal)
    {
        ["append-seq"] = Appends.SequentialAsync,
        ["append-concurrent"] = Appends.ConcurrentAsync,
        ["append-batch"] = Appends.BatchAsync,
        ["read-stream"] = Reads.ForwardsAsync,
        ["read-stream-back"] = Reads.BackwardsAsync,
        ["read-all"] = Reads.AllAsync,
        ["subscribe"] = Subscriptions.CatchUpAsync,
        ["aggregate"] = Dogs.AggregateAsync,
        ["app"] = Dogs.ApplicationAsync,
        ["growth"] = Growth.RunAsync,
        ["export"] = Cmdlets.ExportAsync,
        ["import"] = Cmdlets.ImportAsync,
        ["cmdlet"] = Cmdlets.ReadAsync,
        ["module"] = Imports.RunAsync,
        ["cold-start"] = ColdStart.RunAsync,
        [ColdStart.Child] = ColdStart.AppendAsync,
        [Imports.Child] = options => Task.Run(() => Imports.Import(options)),
    };

    public static Task<int> RunAsync(string[] args)
    {
        var name = new Argument<string>("name") { Description = string.Join(", ", Benchmarks.Keys.Where(key => key is not (ColdStart.Child or Imports.Child))) };
        name.AcceptOnlyFromAmong([.. Benchmarks.Keys]);
        var peer = new Option<string>("--peer") { Description = "Who is measured.", DefaultValueFactory = _ => MacroOptions.Ours };
        peer.AcceptOnlyFromAmong(MacroOptions.Ours, MacroOptions.Raw);
        var uri = new Option<string?>("--uri") { Description = "The connection string of EventStoreDB; else that of EVENTSTOREDB_URI.", DefaultValueFactory = _ => Environment.GetEnvironmentVariable("EVENTSTOREDB_URI") };
        var store = new Option<string?>("--store") { Description = "Where events are kept; EventStoreDB where a server is named, else memory." };
        store.AcceptOnlyFromAmong(MacroOptions.Memory, MacroOptions.Sqlite, MacroOptions.EventStoreDb);
        var count = new Option<int?>("--count") { Description = "How many; each benchmark has a number of its own." };
        var macro = new Command("macro", "Measures one thing, and prints a line of JSON for each figure.") { name, peer, uri, store, count };
        macro.SetAction(async (parsed, _) =>
        {
            var server = parsed.GetValue(uri) is { Length: > 0 } named ? named : null;
            var options = new MacroOptions(parsed.GetValue(peer)!, parsed.GetValue(store) ?? (server is null ? MacroOptions.Memory : MacroOptions.EventStoreDb), server, parsed.GetValue(count));
            try
            {
                await Benchmarks[parsed.GetValue(name)!](options).ConfigureAwait(false);
            }
            finally
            {
                foreach (var file in Directory.EnumerateFiles(Path.GetTempPath(), Path.GetFileName(options.SqliteFile) + "*"))
                    File.Delete(file);
            }
        });
        return new RootCommand("Benchmarks of PSEventSourcing.") { macro }.Parse(args).InvokeAsync();
    }
}
