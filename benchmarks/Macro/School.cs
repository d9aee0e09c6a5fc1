using EventSourcing;
using EventSourcing.Domain;
using Examples;

namespace Benchmarks.Macro;

/// <summary>The application of the examples, with what the benchmarks need.</summary>
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
