using EventSourcing.Domain;

namespace EventSourcing.Tests.Docs;

/// <summary>What README.md shows.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public async Task A_training_school_registers_a_dog_and_teaches_it_tricks()
    {
        await using var school = new TrainingSchool();

        var id = await school.RegisterAsync("Fido", TestContext.Current.CancellationToken);
        await school.AddTrickAsync(id, "roll over", TestContext.Current.CancellationToken);

        var dog = await school.Repository.GetAsync<Dog>(id, TestContext.Current.CancellationToken);
        Assert.Equal(("Fido", "roll over"), (dog.Name, Assert.Single(dog.Tricks)));
    }

    public sealed class Dog : Aggregate
    {
        private readonly List<string> _tricks = [];

        private Dog() { }                                       // rebuilt from its events
        public Dog(string name) => Raise(new Registered(name));

        public string Name { get; private set; } = "";
        public IReadOnlyList<string> Tricks => _tricks;

        public void AddTrick(string trick) => Raise(new TrickAdded(trick));

        private void Apply(Registered e) => Name = e.Name;
        private void Apply(TrickAdded e) => _tricks.Add(e.Trick);

        public sealed record Registered(string Name);
        public sealed record TrickAdded(string Trick);
    }

    public sealed class TrainingSchool : Application
    {
        public async Task<string> RegisterAsync(string name, CancellationToken cancel = default)
        {
            var dog = new Dog(name);
            await SaveAsync(dog, cancel);
            return dog.Id;
        }

        public Task AddTrickAsync(string dogId, string trick, CancellationToken cancel = default) =>
            Repository.UpdateAsync<Dog>(dogId, dog => dog.AddTrick(trick), cancel);   // loads, decides, saves; decides again on a conflict
    }
}
