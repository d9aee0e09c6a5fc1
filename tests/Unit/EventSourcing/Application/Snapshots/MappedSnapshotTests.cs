using EventSourcing.Domain;
using EventSourcing.Persistence;
using EventSourcing.Persistence.Encryption;
using EventSourcing.Persistence.InMemory;
using EventSourcing.Persistence.Python;
using EventSourcing.Tests.Domain;

namespace EventSourcing.Tests.Applications.Snapshots;

/// <summary>A state goes the way of an event: through the application's mapper, whatever that does.</summary>
public sealed class MappedSnapshotTests : IAsyncDisposable
{
    private readonly InMemoryRecorder _store = new();
    private readonly CountingReads _counting;

    public MappedSnapshotTests() => _counting = new CountingReads(_store);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _counting.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task A_state_is_compressed_and_encrypted_as_events_are()
    {
        var bank = new Repository(_counting, new RepositoryOptions(), Encrypting(CipherKey.Create()));
        await SavedAsync(bank);

        Assert.Equal("1@1/1 Ann 1: 1", (await bank.GetAsync<Account>("1", Cancel)).ToString());

        Assert.Equal(["snapshot-Account-1@0", "Account-1@1"], _counting.Served);
        var stored = await _store.ReadStreamAsync("snapshot-Account-1", StreamRead.Forwards, Cancel).SingleAsync(Cancel);
        Assert.Equal((false, -1), (stored.IsJson, stored.Data.Span.IndexOf("Ann"u8)));
    }

    [Fact]
    public async Task A_state_whose_key_is_lost_is_left_aside()
    {
        await new Repository(_store).SaveAsync(new Account("1", "Ann"), Cancel);
        await new Repository(_store, new RepositoryOptions(), Encrypting(CipherKey.Create())).SnapshotAsync<Account>("1", Cancel);

        Assert.Equal("1@0/0 Ann 0: ", (await new Repository(_store).GetAsync<Account>("1", Cancel)).ToString());
    }

    [Fact]
    public async Task A_mapper_that_keeps_no_metadata_has_snapshots_too()
    {
        var pets = new Repository(_counting, new RepositoryOptions { StreamNaming = StreamNaming.IdAlone }, new PythonMapper(new EventTypeRegistry()));
        await pets.SaveAsync(new Pet("1", "Fido"), Cancel);
        Assert.True(await pets.SnapshotAsync<Pet>("1", Cancel));
        _counting.Served.Clear();

        Assert.Equal("Fido", (await pets.GetAsync<Pet>("1", Cancel)).Name);

        Assert.Equal(["snapshot-1@0", "1@0"], _counting.Served);
        Assert.Equal("module:Pet.Snapshot", (await _store.ReadStreamAsync("snapshot-1", StreamRead.Forwards, Cancel).SingleAsync(Cancel)).Type);
    }

    private static Mapper Encrypting(string key) =>
        new(new EventTypeRegistry(), codec: DataCodec.From(new Settings { ["COMPRESSOR_TOPIC"] = "zlib", ["CIPHER_KEY"] = key }));

    private async Task SavedAsync(Repository bank)
    {
        var account = new Account("1", "Ann");
        account.Deposit(1);
        await bank.SaveAsync(account, Cancel);
        await bank.SnapshotAsync<Account>("1", Cancel);
        _counting.Served.Clear();
    }

    [AggregateName("module:Pet")]
    private sealed class Pet : Aggregate, ISnapshotable<Pet.Snapshot>
    {
        public Pet(string id, string name)
            : base(id) => Raise(new Registered(name));

        private Pet()
        {
        }

        public string Name { get; private set; } = "";

        Snapshot ISnapshotable<Snapshot>.TakeSnapshot() => new(Name);

        void ISnapshotable<Snapshot>.RestoreSnapshot(Snapshot state) => Name = state.Name;

        private void Apply(Registered e) => Name = e.Name;

        public sealed record Registered(string Name);

        private sealed record Snapshot(string Name);
    }
}
