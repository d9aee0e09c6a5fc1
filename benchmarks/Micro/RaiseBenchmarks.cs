using BenchmarkDotNet.Attributes;
using Benchmarks.Macro;

namespace Benchmarks.Micro;

/// <summary>What an aggregate does with its events in memory.</summary>
[MemoryDiagnoser]
public class RaiseBenchmarks
{
    private const int Events = 1000;

    /// <summary>Raises events, each of which is applied at once.</summary>
    [Benchmark(OperationsPerInvoke = Events)]
    public long EventsOfAnAggregate()
    {
        var counter = new Counter("counter");
        for (var i = 0; i < Events; i++)
            counter.Add(i);
        return counter.Total;
    }
}
