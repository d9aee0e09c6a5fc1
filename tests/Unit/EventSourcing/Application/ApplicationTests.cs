using EventSourcing.Persistence;
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

    private sealed class ChoosySchool : TrainingSchool
    {
        protected override IReadOnlyDictionary<string, string> Defaults => new Dictionary<string, string> { ["PERSISTENCE_MODULE"] = "No.Such.Module" };
    }
}
