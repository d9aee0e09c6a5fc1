using System.Text;
using System.Text.Json.Nodes;
using EventSourcing.Domain;
using EventSourcing.Persistence;
using EventSourcing.Persistence.InMemory;
using EventSourcing.Persistence.Metadata;
using EventSourcing.Tests.Domain;

namespace EventSourcing.Tests.Applications.Snapshots;

public sealed class SnapshotTests : IAsyncDisposable
{
    private const string Stream = "Account-1";

    private readonly InMemoryRecorder _store = new();
    private readonly CountingReads _counting;
    private readonly Repository _accounts;

    public SnapshotTests()
    {
        _counting = new CountingReads(_store);
        _accounts = Every(5);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _counting.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task A_snapshot_is_taken_with_the_save_that_makes_the_number_of_events_a_multiple()
    {
        await SavedAsync(3);
        Assert.Empty(await SnapshotsAsync());

        await DepositAsync();
        Assert.Equal([4L], await SnapshotsAsync());

        await DepositAsync(7);
        Assert.Equal([4L, 11L], await SnapshotsAsync());
    }

    [Fact]
    public async Task Getting_begins_with_the_newest_snapshot_and_reads_what_followed_it()
    {
        await SavedAsync(4);
        await DepositAsync(2);
        _counting.Served.Clear();

        var account = await _accounts.GetAsync<Account>("1", Cancel);

        Assert.Equal("1@6/6 Ann 21: 1 2 3 4 5 6", account.ToString());
        Assert.Empty(account.PendingEvents);
        Assert.Equal(["snapshot-Account-1@0", "Account-1@4", "Account-1@5", "Account-1@6"], _counting.Served);
    }

    [Fact]
    public async Task Getting_at_a_revision_begins_with_the_newest_snapshot_not_newer_than_it()
    {
        await SavedAsync(4);
        await DepositAsync(5);
        await DepositAsync(5);

        foreach (var (revision, read) in new[] { (8L, "4 5 6 7 8"), (9L, "9"), (14L, "14"), (12L, "9 10 11 12"), (3L, "0 1 2 3") })
        {
            _counting.Served.Clear();
            Assert.Equal(revision, (await _accounts.GetAsync<Account>("1", revision, Cancel)).Movements.Count);
            Assert.Equal(read.Split(' ').Select(one => $"Account-1@{one}"), _counting.Served.Where(one => one.StartsWith(Stream, StringComparison.Ordinal)));
        }

        var error = await Assert.ThrowsAsync<AggregateNotFoundException>(() => _accounts.GetAsync<Account>("1", 15, Cancel));
        Assert.Equal(14, error.LastRevision);
    }

    [Fact]
    public async Task One_is_taken_on_demand_once_for_each_revision()
    {
        await SavedAsync(2);

        Assert.True(await _accounts.SnapshotAsync<Account>("1", Cancel));
        Assert.False(await _accounts.SnapshotAsync<Account>("1", Cancel));
        Assert.False(await _accounts.SnapshotAsync<Account>("1", 2, Cancel));

        Assert.Equal([2L], await SnapshotsAsync());
        var error = await Assert.ThrowsAsync<AggregateNotFoundException>(() => _accounts.SnapshotAsync<Account>("1", 3, Cancel));
        Assert.Equal((3L, 2L), (error.Revision, error.LastRevision));
        await Assert.ThrowsAsync<AggregateNotFoundException>(() => _accounts.SnapshotAsync<Account>("none", Cancel));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _accounts.SnapshotAsync<Account>("1", -1, Cancel));
    }

    [Fact]
    public async Task An_older_snapshot_is_not_stored_on_top_of_a_newer_one()
    {
        await SavedAsync(4);

        Assert.False(await _accounts.SnapshotAsync<Account>("1", 2, Cancel));

        Assert.Equal([4L], await SnapshotsAsync());
    }

    [Fact]
    public async Task Of_savers_that_race_the_one_with_the_older_state_steps_back()
    {
        await SavedAsync(2);
        var once = 0;
        var slow = new Repository(new BeforeAppends(_store, async stream =>
        {
            if (stream.StartsWith("snapshot-", StringComparison.Ordinal) && once++ == 0)
            {
                await DepositAsync();
                await _accounts.SnapshotAsync<Account>("1", Cancel);
            }
        }));

        Assert.False(await slow.SnapshotAsync<Account>("1", Cancel));

        Assert.Equal([3L], await SnapshotsAsync());
    }

    [Fact]
    public async Task Old_snapshots_are_trimmed_and_what_else_is_said_of_their_stream_stays()
    {
        await _store.SetStreamMetadataAsync("snapshot-Account-1", new StreamMetadata { Acl = new StreamAcl { Read = ["ann"] } }, ExpectedRevision.NoStream, Cancel);
        var accounts = Every(1, keep: 2);
        await accounts.SaveAsync(new Account("1", "Ann"), Cancel);
        for (var i = 0; i < 4; i++)
            await accounts.UpdateAsync<Account>("1", account => account.Deposit(1), Cancel);

        Assert.Equal([3L, 4L], await SnapshotsAsync());
        var metadata = await _store.GetStreamMetadataAsync("snapshot-Account-1", Cancel);
        Assert.Equal((1L, 2L, "ann"), (metadata.Revision, metadata.Metadata.MaxCount, Assert.Single(metadata.Metadata.Acl!.Read!)));
    }

    [Fact]
    public async Task Readers_of_all_streams_see_snapshots_only_when_they_ask()
    {
        await SavedAsync(4);

        Assert.DoesNotContain(await _store.ReadAllAsync(AllRead.Forwards, Cancel).ToListAsync(Cancel), recorded => recorded.Type == "Account.State");
        Assert.Contains(await _store.ReadAllAsync(new AllRead { Filter = new EventFilter { IncludeSnapshots = true } }, Cancel).ToListAsync(Cancel), recorded => recorded.Type == "Account.State");
    }

    [Fact]
    public async Task A_snapshot_is_stored_like_an_event_with_the_revision_and_the_last_event_it_holds()
    {
        using (new EventContext { CorrelationId = "order-7" }.Enter())
            await SavedAsync(4);

        var stored = await _store.ReadStreamAsync("snapshot-Account-1", StreamRead.Forwards, Cancel).SingleAsync(Cancel);

        var last = await _store.ReadStreamAsync(Stream, StreamRead.Backwards, Cancel).FirstAsync(Cancel);
        Assert.Equal(("Account.State", true), (stored.Type, stored.IsJson));
        Assert.Equal("""{"owner":"Ann","balance":10,"movements":[1,2,3,4]}""", Encoding.UTF8.GetString(stored.Data.Span));
        var metadata = JsonNode.Parse(stored.Metadata.Span)!;
        Assert.Equal(("order-7", last.Id, 4L), ((string?)metadata["$correlationId"], (Guid)metadata["$causationId"]!, (long)metadata["revision"]!));
    }

    [Fact]
    public async Task Several_aggregates_saved_at_once_have_their_snapshots()
    {
        Account[] both = [new("1", "Ann"), new("2", "Bob")];
        foreach (var account in both)
            for (var i = 0; i < 4; i++)
                account.Deposit(1);

        await _accounts.SaveAsync(both, Cancel);

        Assert.Equal([4L], await SnapshotsAsync());
        Assert.Equal([4L], await SnapshotsAsync("snapshot-Account-2"));
    }

    [Fact]
    public async Task Switched_off_none_is_taken_none_is_used_and_none_can_be_had()
    {
        await SavedAsync(4);
        var off = new Repository(_counting, new RepositoryOptions { UseSnapshots = false, Snapshots = _ => new SnapshotAttribute { Every = 1 } });
        _counting.Served.Clear();

        await off.UpdateAsync<Account>("1", account => account.Deposit(5), Cancel);

        Assert.Equal(["Account-1@0", "Account-1@1", "Account-1@2", "Account-1@3", "Account-1@4"], _counting.Served);
        Assert.Equal([4L], await SnapshotsAsync());
        var error = await Assert.ThrowsAsync<EventSourcingException>(() => off.SnapshotAsync<Account>("1", Cancel));
        Assert.Contains("IS_SNAPSHOTTING_ENABLED", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_aggregate_that_offers_no_state_has_no_snapshots_and_costs_no_read()
    {
        await _accounts.SaveAsync(new Dog("fido", "Fido"), Cancel);
        var plain = new Repository(_counting);
        var reads = _counting.Reads;

        await plain.GetAsync<Dog>("fido", Cancel);

        Assert.Equal(reads + 1, _counting.Reads);
        await Assert.ThrowsAsync<EventSourcingException>(() => plain.SnapshotAsync<Dog>("fido", Cancel));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(1, 0)]
    public async Task A_rule_that_cannot_be_kept_is_refused_before_anything_is_written(int every, int keep)
    {
        await Assert.ThrowsAsync<EventSourcingException>(() => Every(every, keep).SaveAsync(new Account("1", "Ann"), Cancel));

        Assert.Empty(await _store.ReadStreamAsync(Stream, StreamRead.Forwards, Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_rule_for_an_aggregate_that_offers_no_state_is_refused_before_anything_is_written()
    {
        var dogs = new Repository(_store, new RepositoryOptions { Snapshots = _ => new SnapshotAttribute { Every = 5 } });

        var error = await Assert.ThrowsAsync<EventSourcingException>(() => dogs.SaveAsync(new Dog("fido", "Fido"), Cancel));

        Assert.Contains("ISnapshotable", error.Message, StringComparison.Ordinal);
        Assert.Null(await _accounts.TryGetAsync<Dog>("fido", Cancel));
    }

    private Repository Every(int every, int keep = 3) =>
        new(_counting, new RepositoryOptions { Snapshots = type => type == typeof(Account) ? new SnapshotAttribute { Every = every, Keep = keep } : null });

    private async Task SavedAsync(int deposits)
    {
        var account = new Account("1", "Ann");
        for (var i = 1; i <= deposits; i++)
            account.Deposit(i);
        await _accounts.SaveAsync(account, Cancel);
    }

    private Task<Account> DepositAsync(int times = 1) => _accounts.UpdateAsync<Account>("1", account =>
    {
        for (var i = 0; i < times; i++)
            account.Deposit(account.Revision + 1);
    }, Cancel);

    private async Task<List<long>> SnapshotsAsync(string stream = "snapshot-Account-1") =>
        await _store.ReadStreamAsync(stream, StreamRead.Forwards, Cancel).Select(stored => (long)JsonNode.Parse(stored.Metadata.Span)!["revision"]!).ToListAsync(Cancel);
}
