using EventSourcing;
using EventSourcing.Domain;

namespace Benchmarks.Macro;

/// <summary>The aggregate of the examples.</summary>
public sealed class Dog : Aggregate
{
    private readonly List<string> _tricks = [];

    public Dog(string name) => Raise(new Registered(name));

    private Dog()
    {
    }

    public string Name { get; private set; } = "";

    public IReadOnlyList<string> Tricks => _tricks;

    public void AddTrick(string trick) => Raise(new TrickAdded(trick));

    private void Apply(Registered e) => Name = e.Name;

    private void Apply(TrickAdded e) => _tricks.Add(e.Trick);

    public sealed record Registered(string Name);

    public sealed record TrickAdded(string Trick);
}

/// <summary>The application of the examples.</summary>
public sealed class School : Application
{
    public async Task<Dog> RegisterAsync(string name, int tricks = 0)
    {
        var dog = new Dog(name);
        for (var trick = 0; trick < tricks; trick++)
            dog.AddTrick("roll over");
        await SaveAsync(dog).ConfigureAwait(false);
        return dog;
    }

    public Task AddTrickAsync(string id) => Repository.UpdateAsync<Dog>(id, dog => dog.AddTrick("play dead"));

    public Task<Dog> GetAsync(string id) => Repository.GetAsync<Dog>(id);

    public Task KeepAsync(Aggregate aggregate) => SaveAsync(aggregate);
}
