using EventSourcing.Domain;
using EventSourcing.Persistence;
using EventSourcing.Persistence.InMemory;
using EventSourcing.Persistence.Metadata;
using EventSourcing.Tests.Domain;

namespace EventSourcing.Tests.Applications.Caching;

public sealed class CacheTests : IAsyncDisposable
{
    private readonly InMemoryRecorder _store = new();
    private readonly CountingReads _counting;
    private readonly Repository _others;

    public CacheTests()
    {
        _counting = new CountingReads(_store);
        _others = new Repository(_store);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _counting.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task A_cached_aggregate_is_brought_up_to_date_by_reading_what_followed_its_last_event()
    {
        var dogs = Cached(8);
        await SavedAsync("sit", "roll over");
        await dogs.GetAsync<Dog>("fido", Cancel);
        await TeachAsync(_others, "play dead");
        _counting.Served.Clear();

        Assert.Equal(["sit", "roll over", "play dead"], (await dogs.GetAsync<Dog>("fido", Cancel)).Tricks);
        Assert.Equal(["Dog-fido@2", "Dog-fido@3"], _counting.Served);

        _counting.Served.Clear();
        Assert.Equal(3, (await dogs.GetAsync<Dog>("fido", Cancel)).Revision);
        Assert.Equal(["Dog-fido@3"], _counting.Served);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Callers_share_nothing_that_changes(bool fastForward)
    {
        var dogs = Cached(8, fastForward);
        await SavedAsync("sit");
        var one = await dogs.GetAsync<Dog>("fido", Cancel);
        var other = await dogs.GetAsync<Dog>("fido", Cancel);

        one.AddTrick("never saved");

        Assert.NotSame(one, other);
        Assert.Equal(["sit"], other.Tricks);
        Assert.Equal(["sit"], (await dogs.GetAsync<Dog>("fido", Cancel)).Tricks);
    }

    [Fact]
    public async Task Callers_share_no_state_of_a_snapshot_even_if_the_aggregate_takes_over_its_list()
    {
        var accounts = Cached(8);
        await _others.SaveAsync(new Account("1", "Ann"), Cancel);
        await _others.UpdateAsync<Account>("1", account => account.Deposit(1), Cancel);
        await _others.SnapshotAsync<Account>("1", Cancel);
        await accounts.GetAsync<Account>("1", Cancel);

        (await accounts.GetAsync<Account>("1", Cancel)).Deposit(1000);

        Assert.Equal("1@1/1 Ann 1: 1", (await accounts.GetAsync<Account>("1", Cancel)).ToString());
    }

    [Fact]
    public async Task Without_fast_forward_an_aggregate_is_read_once_and_then_changed_by_own_saves_only()
    {
        var dogs = Cached(8, fastForward: false);
        await dogs.SaveAsync(new Dog("fido", "Fido"), Cancel);
        await TeachAsync(dogs, "sit");
        await TeachAsync(dogs, "roll over");

        Assert.Equal(["sit", "roll over"], (await dogs.GetAsync<Dog>("fido", Cancel)).Tricks);
        Assert.Equal(0, _counting.Reads);

        await TeachAsync(_others, "play dead");
        Assert.Equal(["sit", "roll over"], (await dogs.GetAsync<Dog>("fido", Cancel)).Tricks);
    }

    [Fact]
    public async Task Without_fast_forward_a_conflict_has_the_aggregate_read_again()
    {
        var dogs = Cached(8, fastForward: false);
        await dogs.SaveAsync(new Dog("fido", "Fido"), Cancel);
        await TeachAsync(_others, "sit");
        var stale = await dogs.GetAsync<Dog>("fido", Cancel);
        stale.AddTrick("roll over");

        await Assert.ThrowsAsync<WrongExpectedRevisionException>(() => dogs.SaveAsync(stale, Cancel));
        Assert.Equal(["sit"], (await dogs.GetAsync<Dog>("fido", Cancel)).Tricks);

        await TeachAsync(_others, "play dead");
        Assert.Equal(["sit", "play dead", "fetch"], (await TeachAsync(dogs, "fetch")).Tricks);
    }

    [Fact]
    public async Task Without_fast_forward_an_unknown_outcome_has_the_aggregate_read_again()
    {
        await SavedAsync();
        var losing = new Repository(new LosingAnswers(_counting), new RepositoryOptions { CacheMaxSize = 8, CacheFastForward = false });
        var dog = await losing.GetAsync<Dog>("fido", Cancel);
        dog.AddTrick("sit");

        await Assert.ThrowsAsync<AppendOutcomeUnknownException>(() => losing.SaveAsync(dog, Cancel));

        Assert.Equal(["sit"], (await losing.GetAsync<Dog>("fido", Cancel)).Tricks);
    }

    [Fact]
    public async Task Without_fast_forward_several_saved_at_once_are_kept_and_a_refusal_forgets_them()
    {
        var dogs = Cached(8, fastForward: false);
        Dog[] both = [new("fido", "Fido"), new("rex", "Rex")];
        await dogs.SaveAsync(both, Cancel);
        await TeachAsync(_others, "sit");
        Assert.Empty((await dogs.GetAsync<Dog>("fido", Cancel)).Tricks);
        Assert.Equal(0, _counting.Reads);

        foreach (var dog in both)
            dog.AddTrick("roll over");
        await Assert.ThrowsAsync<WrongExpectedRevisionException>(() => dogs.SaveAsync(both, Cancel));

        Assert.Equal(["sit"], (await dogs.GetAsync<Dog>("fido", Cancel)).Tricks);
        Assert.Empty((await dogs.GetAsync<Dog>("rex", Cancel)).Tricks);
    }

    [Fact]
    public async Task The_least_recently_used_aggregate_makes_room()
    {
        var dogs = Cached(2, fastForward: false);
        foreach (var id in new[] { "fido", "rex", "bella" })
            await _others.SaveAsync(new Dog(id, id), Cancel);
        foreach (var id in new[] { "fido", "rex", "fido", "bella", "fido" })
            await dogs.GetAsync<Dog>(id, Cancel);
        Assert.Equal(["Dog-fido@0", "Dog-rex@0", "Dog-bella@0"], _counting.Served);

        await dogs.GetAsync<Dog>("rex", Cancel);

        Assert.Equal("Dog-rex@0", _counting.Served[^1]);
    }

    [Fact]
    public async Task A_size_of_0_keeps_all_and_none_keeps_none()
    {
        for (var i = 0; i < 100; i++)
            await _others.SaveAsync(new Dog($"{i}", "Fido"), Cancel);
        var (all, none) = (Cached(0, fastForward: false), new Repository(_counting));
        for (var twice = 0; twice < 2; twice++)
            for (var i = 0; i < 100; i++)
                await all.GetAsync<Dog>($"{i}", Cancel);
        Assert.Equal(100, _counting.Reads);

        await none.GetAsync<Dog>("1", Cancel);
        await none.GetAsync<Dog>("1", Cancel);
        Assert.Equal(102, _counting.Reads);
    }

    [Fact]
    public async Task An_aggregate_with_more_events_than_are_kept_is_read_each_time()
    {
        await SavedAsync([.. Enumerable.Range(0, 1000).Select(i => $"{i}")]);
        foreach (var fastForward in new[] { true, false })
        {
            var dogs = Cached(8, fastForward);
            for (var i = 0; i < 2; i++)
                Assert.Equal(1000, (await dogs.GetAsync<Dog>("fido", Cancel)).Tricks.Count);
        }

        Assert.Equal(4 * 1001, _counting.Served.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_aggregate_that_grows_beyond_what_is_kept_stays_right(bool fastForward)
    {
        var dogs = Cached(8, fastForward);
        await SavedAsync([.. Enumerable.Range(0, 998).Select(i => $"{i}")]);
        for (var i = 998; i < 1004; i++)
        {
            Assert.Equal(i, (await dogs.GetAsync<Dog>("fido", Cancel)).Tricks.Count);
            await TeachAsync(dogs, $"{i}");
        }

        Assert.Equal(Enumerable.Range(0, 1004).Select(i => $"{i}"), (await dogs.GetAsync<Dog>("fido", Cancel)).Tricks);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task An_aggregate_that_offers_its_state_is_kept_however_long_it_is(bool fastForward, int readAgain)
    {
        var accounts = Cached(8, fastForward);
        var account = new Account("1", "Ann");
        for (var i = 0; i < 1500; i++)
            account.Deposit(1);
        await _others.SaveAsync(account, Cancel);
        await accounts.GetAsync<Account>("1", Cancel);
        _counting.Served.Clear();

        var again = await accounts.GetAsync<Account>("1", Cancel);

        Assert.Equal(account.ToString(), again.ToString());
        Assert.Equal(readAgain, _counting.Served.Count);
        Assert.Empty(await _store.ReadStreamAsync("snapshot-Account-1", StreamRead.Forwards, Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_deleted_aggregate_is_not_had_from_the_cache()
    {
        var dogs = Cached(8);
        await SavedAsync("sit");
        await dogs.GetAsync<Dog>("fido", Cancel);

        await _store.DeleteStreamAsync("Dog-fido", ExpectedRevision.Any, Cancel);

        Assert.Null(await dogs.TryGetAsync<Dog>("fido", Cancel));
        Assert.Null(await dogs.TryGetAsync<Dog>("fido", Cancel));
    }

    [Fact]
    public async Task An_aggregate_deleted_and_written_again_is_not_put_together_from_both()
    {
        var dogs = Cached(8);
        await SavedAsync("sit");
        await dogs.GetAsync<Dog>("fido", Cancel);
        await _store.DeleteStreamAsync("Dog-fido", ExpectedRevision.Any, Cancel);
        await Assert.ThrowsAsync<TruncatedStreamException>(() => _others.SaveAsync(new Dog("fido", "Rex"), Cancel));

        await Assert.ThrowsAsync<TruncatedStreamException>(() => dogs.GetAsync<Dog>("fido", Cancel));
    }

    [Fact]
    public async Task A_save_to_a_stream_deleted_since_does_not_bring_the_aggregate_back()
    {
        var dogs = Cached(8);
        await SavedAsync("sit");
        var dog = await dogs.GetAsync<Dog>("fido", Cancel);
        dog.AddTrick("roll over");
        await _store.DeleteStreamAsync("Dog-fido", ExpectedRevision.Any, Cancel);
        await dogs.SaveAsync(dog, Cancel);

        await Assert.ThrowsAsync<TruncatedStreamException>(() => dogs.GetAsync<Dog>("fido", Cancel));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_tombstoned_aggregate_is_not_had_from_the_cache_once_that_is_known(bool fastForward)
    {
        var dogs = Cached(8, fastForward);
        await SavedAsync("sit");
        var dog = await dogs.GetAsync<Dog>("fido", Cancel);
        await _store.TombstoneStreamAsync("Dog-fido", ExpectedRevision.Any, Cancel);

        dog.AddTrick("roll over");
        await Assert.ThrowsAsync<StreamDeletedException>(() => dogs.SaveAsync(dog, Cancel));

        await Assert.ThrowsAsync<StreamDeletedException>(() => dogs.GetAsync<Dog>("fido", Cancel));
        await Assert.ThrowsAsync<StreamDeletedException>(() => dogs.GetAsync<Dog>("fido", Cancel));
    }

    [Fact]
    public async Task An_aggregate_is_had_at_a_revision_from_the_store()
    {
        var dogs = Cached(8, fastForward: false);
        await SavedAsync("sit", "roll over");
        await dogs.GetAsync<Dog>("fido", Cancel);

        Assert.Equal(["sit"], (await dogs.GetAsync<Dog>("fido", 1, Cancel)).Tricks);
    }

    private Repository Cached(int size, bool fastForward = true) =>
        new(_counting, new RepositoryOptions { CacheMaxSize = size, CacheFastForward = fastForward });

    private async Task SavedAsync(params string[] tricks)
    {
        var dog = new Dog("fido", "Fido");
        foreach (var trick in tricks)
            dog.AddTrick(trick);
        await _others.SaveAsync(dog, Cancel);
    }

    private static Task<Dog> TeachAsync(Repository dogs, string trick) => dogs.UpdateAsync<Dog>("fido", dog => dog.AddTrick(trick), Cancel);
}
