using System.Globalization;
using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests;

/// <summary>However many events pass through the cmdlets, a heap that could not hold them is enough.</summary>
/// <remarks>There are more of them where MEMORY_EVENTS says so.</remarks>
public sealed class MemoryTests(Servers servers) : IClassFixture<Servers>
{
    private const int Heap = 80 * 1024 * 1024;

    private static readonly int Events = int.Parse(Environment.GetEnvironmentVariable("MEMORY_EVENTS") ?? "20000", CultureInfo.InvariantCulture);

    /// <summary>All of them together are twice as big as the heap, or more.</summary>
    private static int Size => Math.Max(100, 2 * Heap / Events);

    [Theory]
    [InlineData("file")]
    [InlineData("emulator")]
    [InlineData("real server")]
    public async Task Memory_stays_flat(string store)
    {
        using var directory = new ScratchDirectory();
        var connect = store == "file" ? $"Connect-EventStore -Path '{directory["events.db"]}'" : $"Connect-EventStore '{servers.Of(store)}'";
        await File.WriteAllTextAsync(directory["flat.ps1"], $$"""
            {{connect}}
            $stream = "flat-$([guid]::NewGuid())"
            $begin = (Add-StreamEvent "$stream-begin" Begun).Position
            function Count { begin { $n = 0 } process { $n++ } end { $n } }

            1..{{Events}} | ForEach-Object { @{ n = $_; text = 'x' * {{Size}} } } | Add-StreamEvent $stream $stream -CorrelationId $stream | Count
            Get-StreamEvent $stream | Count
            Get-StreamEvent -All -FromPosition $begin -Type $stream | Count
            Find-StreamEvent xxx -Stream "$stream*" | Count
            Watch-StreamEvent $stream -From Start -Count {{Events}} | Count
            Watch-StreamEvent "$stream*" -From $begin -Type $stream -Count {{Events}} | Count
            (Measure-EventStream $stream).Count
            (Get-EventStream "$stream*").Count
            (Export-EventStream $stream -Path '{{directory["flat.ndjson.gz"]}}').Count
            (Copy-EventStream $stream -DestinationStream "copy-of-$stream").Written
            Compare-EventStream $stream "copy-of-$stream" | Count
            (Import-EventStream '{{directory["flat.ndjson.gz"]}}').AlreadyThere
            """, TestContext.Current.CancellationToken);

        var ended = await ShellProcess.RunAsync([directory["flat.ps1"]], input: null, ("DOTNET_GCHeapHardLimit", Heap.ToString("X", CultureInfo.InvariantCulture)));

        int[] counts = [Events, Events, Events, Events, Events, Events, Events, 2, Events, Events, 0, Events];
        Assert.Equal("", ended.Errors);
        Assert.Equal(counts.Select(count => count.ToString(CultureInfo.InvariantCulture)), ended.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_heap_that_is_too_small_would_have_been_noticed()
    {
        using var directory = new ScratchDirectory();
        await File.WriteAllTextAsync(directory["kept.ps1"], $$"""
            $kept = 1..{{Events}} | ForEach-Object { 'x' * {{Size}} + $_ }
            $kept.Count
            """, TestContext.Current.CancellationToken);

        var ended = await ShellProcess.RunAsync([directory["kept.ps1"]], input: null, ("DOTNET_GCHeapHardLimit", Heap.ToString("X", CultureInfo.InvariantCulture)));

        Assert.NotEqual($"{Events}", ended.Output.Trim());
    }
}
