using System.Collections.Concurrent;
using CsCheck;
using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.PersistentSubscriptions;

/// <summary>Several readers share the events, decide at random, and come and go: each event ends done, left out or parked.</summary>
public sealed class ReceiveTogetherTests(Servers servers) : IClassFixture<Servers>
{
    private const int Readers = 3;
    private const int Events = 120;

    /// <summary>The answer depends on the seed, the event and the try, so whoever gets it decides the same.</summary>
    private const string Read = """
        param($seed, $log)
        $random = [System.Random]::new($seed)
        do {
            $handled = @(Receive-PersistentSubscription $s g -Count $random.Next(1, 20) -BufferSize $random.Next(1, 12) -IdleTimeout 0:0:3 -PassThru -ErrorAction SilentlyContinue -Handler {
                param($e)
                switch ([System.Random]::new($seed * 7919 + $e.Revision * 31 + $e.RetryCount).Next(8)) {
                    0 { 'Park: at random' } 1 { 'Retry' } 2 { 'Skip' } 3 { throw 'at random' } 4 { 'nonsense' } default { 'Ack' }
                }
            })
            $handled | ForEach-Object { $log.Enqueue("$($_.Revision) $($_.Answer) $($_.IsTold)") }
        } while ($handled)
        """;

    public static IEnumerable<TheoryDataRow<string>> Kinds => GroupHost.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task No_event_is_lost(string kind)
    {
        // Not to be found out in the middle of a sample.
        new GroupHost(servers, kind).Dispose();
        return Gen.Select(Gen.Int[1, 10_000], Gen.Int[1, 12]).SampleAsync((seed, retries) => HoldsAsync(kind, seed, retries), iter: 2, threads: 1);
    }

    private async Task HoldsAsync(string kind, int seed, int retries)
    {
        using var host = new GroupHost(servers, kind).WithEvents(Events);
        host.Run($"$null = New-PersistentSubscription $s g -From Start -MaxRetryCount {retries} -ReadBatchSize 5 -HistoryBufferSize 25").Succeeded();
        var log = new ConcurrentQueue<string>();

        var readers = Enumerable.Range(0, Readers).Select(_ => host.Another()).ToList();
        await Task.WhenAll(readers.Select(reader => Task.Run(() => reader.Run(Read, seed, log))));
        readers.ForEach(reader => reader.Host.Dispose());

        var answered = log.Select(line => line.Split(' ')).ToList();
        Assert.All(answered, line => Assert.Equal("True", line[2]));
        var done = answered.Where(line => line[1] is "Ack" or "Skip").Select(line => line[0]).ToList();
        Assert.Distinct(done);
        await host.UntilAsync("0 0", "$g = Get-PersistentSubscription $s g; \"$($g.InFlight) $($g.Retrying)\"");
        var parked = host.Run("Get-ParkedEvent $s g | ForEach-Object Revision").Succeeded().Lines;
        Assert.Equal(Enumerable.Range(0, Events).Select(n => $"{n}").Order(StringComparer.Ordinal), done.Concat(parked).Order(StringComparer.Ordinal));
    }
}
