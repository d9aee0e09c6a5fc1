using EventSourcing;

namespace Examples;

public sealed class TrainingSchool : Application
{
    public async Task<string> RegisterAsync(string name, CancellationToken cancel = default)
    {
        var dog = new Dog(name);
        await SaveAsync(dog, cancel);
        return dog.Id;
    }

    public Task AddTrickAsync(string dogId, string trick, CancellationToken cancel = default) =>
        Repository.UpdateAsync<Dog>(dogId, dog => dog.AddTrick(trick), cancel);

    public Task<Dog> GetDogAsync(string dogId, CancellationToken cancel = default) =>
        Repository.GetAsync<Dog>(dogId, cancel);

    public Task<Dog> GetDogAsync(string dogId, long revision, CancellationToken cancel = default) =>
        Repository.GetAsync<Dog>(dogId, revision, cancel);
}
