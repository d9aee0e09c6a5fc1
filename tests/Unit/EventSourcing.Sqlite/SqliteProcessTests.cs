using EventSourcing.Persistence;

namespace EventSourcing.Tests.Sqlite;

/// <summary>Several processes and one file.</summary>
public sealed class SqliteProcessTests : IDisposable
{
    private readonly TemporaryFile _file = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task What_two_processes_write_reaches_a_third_whole_and_in_the_order_of_its_positions()
    {
        const int Each = 300;
        await using var recorder = _file.Open();
        await using var subscription = recorder.SubscribeAllAsync(AllSubscription.FromStart, Cancel).GetAsyncEnumerator(Cancel);
        using var left = await WriterProcess.StartAsync(_file.Name, "left", Each, Cancel);
        using var right = await WriterProcess.StartAsync(_file.Name, "right", Each, Cancel);

        left.Begin();
        right.Begin();
        var acknowledged = Task.WhenAll(left.RestAsync(Cancel), right.RestAsync(Cancel));
        var seen = new List<RecordedEvent>();
        while (seen.Count < 2 * Each && await subscription.MoveNextAsync())
            if (subscription.Current.Event is { } recorded)
                seen.Add(recorded);

        Assert.All(seen.Zip(seen.Skip(1)), pair => Assert.True(pair.First.Position < pair.Second.Position));
        Assert.Equal((await acknowledged)[0], Of("left"));
        Assert.Equal((await acknowledged)[1], Of("right"));

        IEnumerable<(long, long)> Of(string stream) => seen.Where(recorded => recorded.Stream == stream).Select(recorded => (recorded.Revision, recorded.Position!.Value.Commit));
    }

    [Fact]
    public async Task A_process_that_is_killed_while_it_writes_loses_nothing_acknowledged_and_the_file_opens_again()
    {
        const int Rounds = 50;
        var acknowledged = new List<(long Revision, long Position)>();
        for (var round = 0; round < Rounds; round++)
        {
            using var writer = await WriterProcess.StartAsync(_file.Name, "Dog", int.MaxValue, Cancel);
            writer.Begin();
            for (var i = 0; i <= round % 10; i++)
                acknowledged.Add((await writer.NextAsync(Cancel))!.Value);
            await writer.KillAsync(Cancel);
            acknowledged.AddRange(await writer.RestAsync(Cancel));
        }

        await using var recorder = _file.Open();
        var stored = await recorder.ReadStreamAsync("Dog", StreamRead.Forwards, Cancel).ToListAsync(Cancel);

        Assert.Equal(Enumerable.Range(0, stored.Count).Select(i => (long)i), stored.Select(recorded => recorded.Revision));
        Assert.Empty(acknowledged.Except(stored.Select(recorded => (recorded.Revision, recorded.Position!.Value.Commit))));
        Assert.True(acknowledged.Count >= Rounds);
        Assert.Equal("ok", _file.Execute("PRAGMA integrity_check"));
    }
}
