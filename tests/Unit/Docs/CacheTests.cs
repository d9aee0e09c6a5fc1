using EventSourcing.Domain;
using EventSourcing.Persistence;

namespace EventSourcing.Tests.Docs;

/// <summary>What docs/cache.md shows.</summary>
public sealed class CacheTests
{
    [Fact]
    public async Task A_school_with_a_cache_teaches_as_one_without()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var school = new TrainingSchool
        {
            Settings = new Settings { ["AGGREGATE_CACHE_MAXSIZE"] = "1000" },
        };

        var dog = new Dog("Fido");
        await school.Repository.SaveAsync(dog, cancel);
        await school.AddTrickAsync(dog.Id, "sit", cancel);
        await school.AddTrickAsync(dog.Id, "roll over", cancel);

        Assert.Equal(["sit", "roll over"], (await school.Repository.GetAsync<Dog>(dog.Id, cancel)).Tricks);
    }

    public sealed class Dog : Aggregate
    {
        private List<string> _tricks = [];

        private Dog() { }
        public Dog(string name) => Raise(new Registered(name, []));

        public string Name { get; private set; } = "";
        public IReadOnlyList<string> Tricks => _tricks;

        public void AddTrick(string trick) => Raise(new TrickAdded(trick));

        private void Apply(Registered e)
        {
            Name = e.Name;
            _tricks = [.. e.Tricks];                            // a list of its own: _tricks = e.Tricks would change the event later
        }

        private void Apply(TrickAdded e) => _tricks.Add(e.Trick);

        internal sealed record Registered(string Name, List<string> Tricks);
        internal sealed record TrickAdded(string Trick);
    }

    public sealed class TrainingSchool : Application
    {
        public Task AddTrickAsync(string dogId, string trick, CancellationToken cancel = default) =>
            Repository.UpdateAsync<Dog>(dogId, dog => dog.AddTrick(trick), cancel);
    }
}
