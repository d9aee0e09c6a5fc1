using System.Text.Json;
using EventSourcing.Domain;
using EventSourcing.Persistence;
using EventSourcing.Persistence.Encryption;
using EventSourcing.Persistence.InMemory;
using EventSourcing.Tests.Domain;

namespace EventSourcing.Tests.Applications;

public sealed class ApplicationTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_application_keeps_its_aggregates_in_memory_unless_configured()
    {
        await using var school = new TrainingSchool();

        var id = await school.RegisterAsync("Fido", Cancel);
        await school.AddTrickAsync(id, "sit", Cancel);

        Assert.Equal(["sit"], (await school.Repository.GetAsync<Dog>(id, Cancel)).Tricks);
    }

    [Fact]
    public async Task Constructed_again_on_the_same_store_the_dog_is_still_there()
    {
        await using var store = new InMemoryRecorder();
        string id;
        await using (var school = new TrainingSchool { Recorder = store })
            id = await school.RegisterAsync("Fido", Cancel);

        await using var again = new TrainingSchool { Recorder = store };

        Assert.Equal("Fido", (await again.Repository.GetAsync<Dog>(id, Cancel)).Name);
    }

    [Fact]
    public async Task Two_applications_in_memory_share_nothing()
    {
        await using var school = new TrainingSchool();
        await using var other = new TrainingSchool();
        var id = await school.RegisterAsync("Fido", Cancel);

        await Assert.ThrowsAsync<AggregateNotFoundException>(() => other.AddTrickAsync(id, "sit", Cancel));
    }

    [Fact]
    public async Task Constructing_opens_nothing_and_the_first_use_tells_what_is_wrong()
    {
        await using var school = new TrainingSchool { Settings = new Settings { ["TRAININGSCHOOL_PERSISTENCE_MODULE"] = "EventSourcing.EventStoreDb", ["EVENTSTOREDB_URI"] = "nonsense" } };

        await Assert.ThrowsAsync<ConfigurationException>(() => school.RegisterAsync("Fido", Cancel));
    }

    [Fact]
    public async Task The_class_of_an_application_can_choose_its_store()
    {
        await using var school = new ChoosySchool();

        Assert.Throws<ConfigurationException>(() => school.Repository);
    }

    [Fact]
    public async Task Disposing_closes_a_store_it_has_opened()
    {
        var school = new TrainingSchool();
        await school.RegisterAsync("Fido", Cancel);
        await school.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => school.RegisterAsync("Rex", Cancel));
    }

    [Theory]
    [InlineData("IS_SNAPSHOTTING_ENABLED", "maybe")]
    [InlineData("AGGREGATE_CACHE_MAXSIZE", "many")]
    [InlineData("AGGREGATE_CACHE_FASTFORWARD", "2")]
    public async Task A_wrong_setting_of_snapshots_or_the_cache_is_told_at_the_first_use(string key, string value)
    {
        await using var school = new TrainingSchool { Settings = new Settings { [key] = value } };

        var error = await Assert.ThrowsAsync<ConfigurationException>(() => school.RegisterAsync("Fido", Cancel));

        Assert.Equal(key, error.Key);
    }

    [Fact]
    public async Task Snapshots_and_the_cache_are_as_the_settings_say()
    {
        await using var store = new InMemoryRecorder();
        var counting = new CountingReads(store);
        await using var bank = new Bank { Recorder = counting, Settings = new Settings { ["BANK_AGGREGATE_CACHE_MAXSIZE"] = "8", ["AGGREGATE_CACHE_FASTFORWARD"] = "off" } };
        await bank.OpenAsync("1", Cancel);
        var reads = counting.Reads;
        await bank.Repository.GetAsync<Account>("1", Cancel);
        Assert.Equal(reads, counting.Reads);
        Assert.Single(await store.ReadStreamAsync("snapshot-Account-1", StreamRead.Forwards, Cancel).ToListAsync(Cancel));

        await using var off = new Bank { Recorder = store, Settings = new Settings { ["IS_SNAPSHOTTING_ENABLED"] = "n" } };
        await off.OpenAsync("2", Cancel);
        Assert.Empty(await store.ReadStreamAsync("snapshot-Account-2", StreamRead.Forwards, Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task The_attribute_of_the_aggregate_says_when_snapshots_are_taken_unless_the_application_does()
    {
        await using var store = new InMemoryRecorder();
        await using var school = new TrainingSchool { Recorder = store };
        await school.Repository.SaveAsync(new Snapshotted("1"), Cancel);

        Assert.Single(await store.ReadStreamAsync("snapshot-Snapshotted-1", StreamRead.Forwards, Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task An_application_has_logs_in_its_store()
    {
        await using var bank = new Bank();

        await bank.NoteAsync("ann", Cancel);

        Assert.Equal(new StrayEntry("ann"), (await bank.Repository.Log<StrayEntry>("notes").LastAsync(Cancel))!.Data);
    }

    [Fact]
    public async Task What_the_settings_say_about_compression_and_encryption_is_done_everywhere()
    {
        await using var store = new InMemoryRecorder();
        await using var school = new TrainingSchool { Recorder = store, Settings = new Settings { ["COMPRESSOR_TOPIC"] = "brotli", ["TRAININGSCHOOL_CIPHER_KEY"] = "2026:" + CipherKey.Create() } };

        var id = await school.RegisterAsync("Fido", Cancel);
        await school.AddTrickAsync(id, "sit", Cancel);

        Assert.Equal(["sit"], (await school.Repository.GetAsync<Dog>(id, Cancel)).Tricks);
        await foreach (var recorded in store.ReadStreamAsync($"Dog-{id}", StreamRead.Forwards, Cancel))
            Assert.Equal(new DataForm("brotli", "aes-gcm", "2026"), EventMetadata.Parse(recorded.Metadata).Form);
        await foreach (var (_, trick) in school.Repository.EventsAsync<Dog, Dog.TrickAdded>(Cancel))
            Assert.Equal("sit", trick.Trick);
        await using var stranger = new TrainingSchool { Recorder = store };
        await Assert.ThrowsAsync<EventDecryptionException>(() => stranger.AddTrickAsync(id, "beg", Cancel));
    }

    [Fact]
    public async Task Wrong_settings_of_the_mapper_are_told_at_the_first_use()
    {
        await using var school = new TrainingSchool { Settings = new Settings { ["CIPHER_KEY"] = "no key" } };

        var error = await Assert.ThrowsAsync<ConfigurationException>(() => school.RegisterAsync("Fido", Cancel));

        Assert.Contains("TRAININGSCHOOL_CIPHER_KEY, CIPHER_KEY", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("no key", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_class_of_an_application_can_choose_its_JSON()
    {
        await using var store = new InMemoryRecorder();
        await using var school = new PlainSchool { Recorder = store };
        var id = await school.RegisterAsync("Fido", Cancel);

        var recorded = await store.ReadStreamAsync($"Dog-{id}", StreamRead.Forwards, Cancel).SingleAsync(Cancel);

        Assert.Equal("""{"Name":"Fido"}""", System.Text.Encoding.UTF8.GetString(recorded.Data.Span));
    }

    private sealed class Bank : Application
    {
        public Task OpenAsync(string id, CancellationToken cancel) => SaveAsync(new Account(id, "Ann"), cancel);

        public Task NoteAsync(string user, CancellationToken cancel) => Log<StrayEntry>("notes").AppendAsync(new StrayEntry(user), cancel);

        protected override SnapshotAttribute? SnapshotsOf(Type aggregate) => aggregate == typeof(Account) ? new SnapshotAttribute { Every = 1 } : base.SnapshotsOf(aggregate);
    }

    [Snapshot(Every = 1)]
    private sealed class Snapshotted : Aggregate, ISnapshotable<Snapshotted.State>
    {
        public Snapshotted(string id)
            : base(id) => Raise(new Begun());

        State ISnapshotable<State>.TakeSnapshot() => new();

        void ISnapshotable<State>.RestoreSnapshot(State state)
        {
        }

        private void Apply(Begun e)
        {
        }

        public sealed record Begun;

        private sealed record State;
    }

    private class TrainingSchool : Application
    {
        public async Task<string> RegisterAsync(string name, CancellationToken cancel)
        {
            var dog = new Dog(name);
            await SaveAsync(dog, cancel);
            return dog.Id;
        }

        public Task<Dog> AddTrickAsync(string dogId, string trick, CancellationToken cancel) =>
            Repository.UpdateAsync<Dog>(dogId, dog => dog.AddTrick(trick), cancel);
    }

    private sealed class PlainSchool : TrainingSchool
    {
        protected override JsonSerializerOptions Json => JsonSerializerOptions.Default;
    }

    private sealed class ChoosySchool : TrainingSchool
    {
        protected override IReadOnlyDictionary<string, string> Defaults => new Dictionary<string, string> { ["PERSISTENCE_MODULE"] = "No.Such.Module" };
    }
}
