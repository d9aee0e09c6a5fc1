extern alias Emulator;

using CsCheck;
using Emulator::EventStoreDb.Emulator;
using EventSourcing.Domain;
using EventSourcing.EventStoreDb;
using EventSourcing.Persistence;
using EventSourcing.Persistence.InMemory;
using EventSourcing.Sqlite;
using EventSourcing.Tests.Domain;

namespace EventSourcing.Tests.Applications.Snapshots;

/// <summary>Snapshots never change what get returns: whatever was saved, and whenever snapshots were taken of it, each
/// revision is what the events alone say.</summary>
public sealed class SnapshotPropertyTests
{
    private static readonly Gen<(int Every, int Keep, int? Cache, Step[] Steps)> Histories = Gen.Select(
        Gen.Int[0, 6],
        Gen.Int[1, 4],
        Gen.OneOf(Gen.Const((int?)null), Gen.Int[0, 2].Select(size => (int?)size)),
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 30], (events, snapshotAt) => new Step(events, snapshotAt)).Array[1, 12]);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task In_memory()
    {
        await using var store = new InMemoryRecorder();
        await Histories.SampleAsync(history => HoldsAsync(store, history), iter: 300, threads: 1);
    }

    [Fact]
    public async Task In_SQLite()
    {
        await using var store = new SqliteRecorder(new SqliteSettings(SqliteSettings.Memory));
        await Histories.SampleAsync(history => HoldsAsync(store, history), iter: 60, threads: 1);
    }

    [Fact]
    public async Task On_the_emulator()
    {
        await using var server = await EmulatorServer.StartAsync(new EmulatorOptions(), Cancel);
        await using var store = new EventStoreDbModule().Open(new Settings { ["EVENTSTOREDB_URI"] = server.ConnectionString });
        await Histories.SampleAsync(history => HoldsAsync(store, history), iter: 12, threads: 1);
    }

    /// <param name="store">Where it all is.</param>
    /// <param name="history">How often, and what: each step saves some events, then may take a snapshot of a revision.</param>
    private static async Task HoldsAsync(IRecorder store, (int Every, int Keep, int? Cache, Step[] Steps) history)
    {
        var id = AggregateId.New();
        var with = new Repository(store, new RepositoryOptions
        {
            Snapshots = _ => new SnapshotAttribute { Every = history.Every, Keep = history.Keep },
            CacheMaxSize = history.Cache,
        });
        var without = new Repository(store, new RepositoryOptions { UseSnapshots = false });
        await with.SaveAsync(new Account(id, "Ann"), Cancel);
        foreach (var step in history.Steps)
        {
            var account = await with.UpdateAsync<Account>(id, found =>
            {
                for (var i = 0; i < step.Events; i++)
                    found.Deposit(found.Revision + 1);
            }, Cancel);
            if (step.SnapshotAt <= account.Revision)
                await with.SnapshotAsync<Account>(id, step.SnapshotAt, Cancel);
            Assert.Equal((await without.GetAsync<Account>(id, Cancel)).ToString(), (await with.GetAsync<Account>(id, Cancel)).ToString());
        }

        var last = (await without.GetAsync<Account>(id, Cancel)).Revision;
        for (var revision = 0L; revision <= last; revision++)
            Assert.Equal((await without.GetAsync<Account>(id, revision, Cancel)).ToString(), (await with.GetAsync<Account>(id, revision, Cancel)).ToString());
        await Assert.ThrowsAsync<AggregateNotFoundException>(() => with.GetAsync<Account>(id, last + 1, Cancel));
    }

    /// <param name="Events">How many events are saved, all at once.</param>
    /// <param name="SnapshotAt">Of which revision a snapshot is taken then, where the aggregate has reached it.</param>
    public sealed record Step(int Events, int SnapshotAt);
}
