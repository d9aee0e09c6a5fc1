using System.Text;
using EventSourcing.Domain;
using EventSourcing.Persistence;
using EventSourcing.Persistence.InMemory;
using EventSourcing.Persistence.Metadata;
using EventSourcing.Tests.Domain;

namespace EventSourcing.Tests.Applications.Snapshots;

/// <summary>A snapshot that does not fit, or is not of the stream as it stands, is left aside.</summary>
public sealed class UnfitSnapshotTests : IAsyncLifetime
{
    private const string Stream = "Account-1";

    private readonly InMemoryRecorder _store = new();
    private readonly Repository _accounts;

    public UnfitSnapshotTests() => _accounts = new Repository(_store);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var account = new Account("1", "Ann");
        for (var i = 1; i <= 4; i++)
            account.Deposit(i);
        await _accounts.SaveAsync(account, Cancel);
        await _accounts.SnapshotAsync<Account>("1", Cancel);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task It_is_used_by_a_class_whose_state_has_the_shape() => Assert.Equal("Ann 10 restored", await GetAsync<SameShape>());

    [Fact]
    public async Task It_is_left_aside_where_the_state_has_another_name() => Assert.Equal("Ann 10 rebuilt", await GetAsync<OtherType>());

    [Fact]
    public async Task It_is_left_aside_where_the_state_has_another_shape() => Assert.Equal("Ann 10 rebuilt", await GetAsync<OtherShape>());

    [Fact]
    public async Task It_is_left_aside_where_nothing_brings_its_version_up() => Assert.Equal("Ann 10 rebuilt", await GetAsync<NewVersion>());

    [Fact]
    public async Task It_is_brought_up_to_the_version_where_there_is_a_step() => Assert.Equal("Ann 10 restored", await GetAsync<UpcastVersion>());

    [Fact]
    public async Task It_is_left_aside_where_its_version_is_newer_than_the_class()
    {
        await new Repository(_store).SnapshotAsync<UpcastVersion>("1", Cancel);
        Assert.Equal("Ann 10 restored", await GetAsync<UpcastVersion>());
        await _store.SetStreamMetadataAsync("snapshot-Account-1", new StreamMetadata { MaxCount = 1 }, ExpectedRevision.Any, Cancel);
        await AddVersion2Async();

        Assert.Equal("Ann 10 rebuilt", await GetAsync<SameShape>());
    }

    [Fact]
    public async Task Where_the_newest_does_not_fit_an_older_one_that_does_is_used()
    {
        await AddVersion2Async();

        Assert.Equal("Ann 10 restored", await GetAsync<SameShape>());
    }

    [Fact]
    public async Task It_is_left_aside_where_restoring_fails_and_nothing_half_done_remains() => Assert.Equal("Ann 10 rebuilt", await GetAsync<Choking>());

    [Theory]
    [InlineData("no JSON", """{"revision":4,"$causationId":"LAST"}""")]
    [InlineData("null", """{"revision":4,"$causationId":"LAST"}""")]
    [InlineData("""{"owner":"Eve","balance":9,"movements":[]}""", "")]
    [InlineData("""{"owner":"Eve","balance":9,"movements":[]}""", "no JSON")]
    [InlineData("""{"owner":"Eve","balance":9,"movements":[]}""", "[]")]
    [InlineData("""{"owner":"Eve","balance":9,"movements":[]}""", """{"revision":"4","$causationId":"LAST"}""")]
    [InlineData("""{"owner":"Eve","balance":9,"movements":[]}""", """{"revision":4,"$causationId":"order-7"}""")]
    [InlineData("""{"owner":"Eve","balance":9,"movements":[]}""", """{"revision":4,"$causationId":"b8f0a1d2-5b0c-4a53-9f2e-0d3c1f0f7a11"}""")]
    [InlineData("""{"owner":"Eve","balance":9,"movements":[]}""", """{"revision":3,"$causationId":"LAST"}""")]
    [InlineData("""{"owner":"Eve","balance":9,"movements":[]}""", """{"revision":40,"$causationId":"LAST"}""")]
    public async Task Whatever_lies_in_its_stream_the_aggregate_is_what_the_events_say(string data, string metadata)
    {
        var last = await _store.ReadStreamAsync(Stream, StreamRead.Backwards, Cancel).FirstAsync(Cancel);
        await _store.AppendAsync("snapshot-Account-1", ExpectedRevision.Any, [Stored("Account.State", data, metadata.Replace("LAST", $"{last.Id}", StringComparison.Ordinal))], Cancel);

        Assert.Equal("1@4/4 Ann 10: 1 2 3 4", (await _accounts.GetAsync<Account>("1", Cancel)).ToString());
        Assert.Equal("1@3/3 Ann 6: 1 2 3", (await _accounts.GetAsync<Account>("1", 3, Cancel)).ToString());
    }

    [Fact]
    public async Task A_deleted_aggregate_does_not_come_back_by_its_snapshot()
    {
        await _store.DeleteStreamAsync(Stream, ExpectedRevision.Any, Cancel);
        Assert.Null(await _accounts.TryGetAsync<Account>("1", Cancel));

        await Assert.ThrowsAsync<TruncatedStreamException>(() => _accounts.SaveAsync(new Account("1", "Eve"), Cancel));
        await Assert.ThrowsAsync<TruncatedStreamException>(() => _accounts.GetAsync<Account>("1", Cancel));
    }

    [Fact]
    public async Task A_tombstoned_aggregate_does_not_come_back_by_its_snapshot()
    {
        await _store.TombstoneStreamAsync(Stream, ExpectedRevision.Any, Cancel);

        await Assert.ThrowsAsync<StreamDeletedException>(() => _accounts.GetAsync<Account>("1", Cancel));
    }

    [Fact]
    public async Task Events_before_the_snapshot_can_be_truncated_and_the_one_it_was_taken_at_not()
    {
        await _accounts.UpdateAsync<Account>("1", account => account.Deposit(5), Cancel);

        await _store.SetStreamMetadataAsync(Stream, new StreamMetadata { TruncateBefore = 4 }, ExpectedRevision.NoStream, Cancel);
        Assert.Equal("1@5/5 Ann 15: 1 2 3 4 5", (await _accounts.GetAsync<Account>("1", Cancel)).ToString());

        await _store.SetStreamMetadataAsync(Stream, new StreamMetadata { TruncateBefore = 5 }, ExpectedRevision.Any, Cancel);
        await Assert.ThrowsAsync<TruncatedStreamException>(() => _accounts.GetAsync<Account>("1", Cancel));
    }

    [Fact]
    public async Task A_tombstoned_snapshot_stream_is_no_obstacle()
    {
        await _store.TombstoneStreamAsync("snapshot-Account-1", ExpectedRevision.Any, Cancel);

        Assert.Equal("Ann 10 rebuilt", await GetAsync<SameShape>());
    }

    private static NewEvent Stored(string type, string data, string metadata) => new(Guid.NewGuid(), type, Encoding.UTF8.GetBytes(data), Encoding.UTF8.GetBytes(metadata));

    /// <summary>Gets the account as another program does, which knows no other class of it.</summary>
    private async Task<string> GetAsync<T>()
        where T : Aggregate => (await new Repository(_store).GetAsync<T>("1", Cancel)).ToString()!;

    private async Task AddVersion2Async()
    {
        var last = await _store.ReadStreamAsync(Stream, StreamRead.Backwards, Cancel).FirstAsync(Cancel);
        await _store.AppendAsync("snapshot-Account-1", ExpectedRevision.Any, [Stored("Account.State", """{"holder":"Eve","balance":9}""", $$"""{"revision":4,"version":2,"$causationId":"{{last.Id}}"}""")], Cancel);
    }
}
