// Figures of the library, and of peers that do the same with less in between.
//
//   dotnet run -c Release --project benchmarks -- macro NAME [--peer ours|raw] [--uri CONNECTION] [--store memory|sqlite|eventstoredb] [--count N]
//   dotnet run -c Release --project benchmarks -- micro [what BenchmarkDotNet takes, such as --filter '*Fold*']
//
// Each macro benchmark prints a line of JSON for each figure. docs/performance.md says how they are meant to be read.
using BenchmarkDotNet.Running;
using Benchmarks.Macro;

return args is ["micro", .. var rest]
    ? BenchmarkSwitcher.FromAssembly(typeof(MacroCommand).Assembly).Run(rest).Any(summary => summary.HasCriticalValidationErrors) ? 1 : 0
    : await MacroCommand.RunAsync(args);
