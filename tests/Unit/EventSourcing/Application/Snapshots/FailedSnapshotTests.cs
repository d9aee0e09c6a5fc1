using System.Diagnostics;
using EventSourcing.Domain;
using EventSourcing.Persistence;
using EventSourcing.Persistence.InMemory;
using EventSourcing.Tests.Domain;

namespace EventSourcing.Tests.Applications.Snapshots;

/// <summary>What becomes of a snapshot never changes what becomes of the save.</summary>
public sealed class FailedSnapshotTests : IAsyncDisposable
{
    private readonly InMemoryRecorder _store = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_snapshot_that_cannot_be_stored_is_told_to_listeners_and_the_save_succeeds()
    {
        var accounts = new Repository(new BeforeAppends(_store, stream => stream.StartsWith("snapshot-", StringComparison.Ordinal) ? throw new StoreUnavailableException("It is away.") : Task.CompletedTask), EveryEvent);
        var id = AggregateId.New();

        var (saved, activity) = await ListenedAsync($"snapshot-Account-{id}", () => accounts.SaveAsync(new Account(id, "Ann"), Cancel));

        Assert.Equal(0, saved.Revision);
        Assert.Equal(("snapshot", ActivityStatusCode.Error, "It is away."), (activity.OperationName, activity.Status, activity.StatusDescription));
        Assert.Equal(0L, activity.GetTagItem("eventsourcing.revision"));
        Assert.Equal("Ann", (await accounts.GetAsync<Account>(id, Cancel)).Owner);
    }

    [Fact]
    public async Task A_state_that_cannot_be_had_is_told_to_listeners_and_the_save_succeeds()
    {
        var accounts = new Repository(_store, EveryEvent);
        var id = AggregateId.New();
        await new Repository(_store, EveryEvent).SaveAsync(new Account(id, "Ann"), Cancel);

        var (saved, activity) = await ListenedAsync($"snapshot-Account-{id}", () => accounts.UpdateAsync<Choking>(id, account => account.Deposit(1), Cancel));

        Assert.Equal(1, saved.SavedRevision);
        Assert.Equal(("snapshot", ActivityStatusCode.Error), (activity.OperationName, activity.Status));
        await Assert.ThrowsAsync<InvalidOperationException>(() => accounts.SnapshotAsync<Choking>(id, Cancel));
    }

    [Fact]
    public async Task Cancelled_after_the_events_are_saved_the_save_has_succeeded()
    {
        using var cancel = new CancellationTokenSource();
        var accounts = new Repository(new BeforeAppends(_store, stream => stream.StartsWith("snapshot-", StringComparison.Ordinal) || stream.StartsWith("$$", StringComparison.Ordinal) ? cancel.CancelAsync() : Task.CompletedTask), EveryEvent);
        var account = new Account("1", "Ann");

        Assert.Equal(0, (await accounts.SaveAsync(account, cancel.Token)).Revision);

        Assert.True(cancel.IsCancellationRequested);
        Assert.Empty(account.PendingEvents);
    }

    [Fact]
    public async Task A_snapshot_left_aside_is_told_to_listeners()
    {
        var accounts = new Repository(_store, EveryEvent);
        var id = AggregateId.New();
        await new Repository(_store, EveryEvent).SaveAsync(new Account(id, "Ann"), Cancel);

        var (_, activity) = await ListenedAsync($"snapshot-Account-{id}", () => accounts.GetAsync<OtherShape>(id, Cancel));

        Assert.Equal("snapshot ignored", activity.OperationName);
        Assert.Contains("does not fit", activity.StatusDescription, StringComparison.Ordinal);
    }

    private static RepositoryOptions EveryEvent { get; } = new() { Snapshots = _ => new SnapshotAttribute { Every = 1 } };

    private static async Task<(T Result, Activity Activity)> ListenedAsync<T>(string stream, Func<Task<T>> work)
    {
        var heard = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "EventSourcing",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                lock (heard)
                    heard.Add(activity);
            },
        };
        ActivitySource.AddActivityListener(listener);
        var result = await work();
        lock (heard)
            return (result, heard.Last(activity => activity.GetTagItem("eventsourcing.stream") is string about && about == stream));
    }
}
