using System.Runtime.CompilerServices;
using EventSourcing;
using EventSourcing.Domain;
using EventSourcing.Persistence;

namespace PSEventSourcing;

/// <summary>The use cases of the example domain: dogs are registered, learn tricks, and are looked up.</summary>
internal sealed class TrainingSchool : Application
{
    /// <summary>Registers a dog; under an id of the caller's choice, if one is given.</summary>
    /// <exception cref="EmptyDogNameException">The name is empty.</exception>
    /// <exception cref="InvalidDogIdException">The id cannot be one.</exception>
    /// <exception cref="DogAlreadyExistsException">A dog of the id is registered.</exception>
    public async Task<DogState> RegisterAsync(string name, string? id, CancellationToken cancel)
    {
        var dog = id is null ? new Dog(name) : new Dog(Checked(id), name);
        try
        {
            await SaveAsync(dog, cancel).ConfigureAwait(false);
        }
        catch (WrongExpectedRevisionException error)
        {
            throw new DogAlreadyExistsException(dog.Id, error);
        }

        return new DogState(dog);
    }

    /// <summary>Teaches a dog tricks, all of them or none.</summary>
    /// <exception cref="EmptyTrickException">A trick is empty.</exception>
    /// <exception cref="InvalidDogIdException">The id cannot be one.</exception>
    /// <exception cref="AggregateNotFoundException">There is no dog of the id.</exception>
    public async Task<DogState> AddTricksAsync(string id, IReadOnlyList<string> tricks, CancellationToken cancel) =>
        new(await Repository.UpdateAsync<Dog>(Checked(id), dog =>
        {
            foreach (var trick in tricks)
                dog.AddTrick(trick);
        }, cancel).ConfigureAwait(false));

    /// <summary>A dog as it is now, or as it was at a revision.</summary>
    /// <exception cref="InvalidDogIdException">The id cannot be one.</exception>
    /// <exception cref="AggregateNotFoundException">There is no dog of the id, or it never reached the revision.</exception>
    public async Task<DogState> GetAsync(string id, long? revision, CancellationToken cancel) =>
        new(revision is { } past
            ? await Repository.GetAsync<Dog>(Checked(id), past, cancel).ConfigureAwait(false)
            : await Repository.GetAsync<Dog>(Checked(id), cancel).ConfigureAwait(false));

    /// <summary>The ids and names of the dogs that were ever registered, oldest first. Streams deleted since may be
    /// among them.</summary>
    public async IAsyncEnumerable<(string Id, string Name)> RegistrationsAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var (id, registered) in Repository.EventsAsync<Dog, Dog.Registered>(cancel).ConfigureAwait(false))
            yield return (id, registered.Name);
    }

    private static string Checked(string id) => AggregateId.IsValid(id) ? id : throw new InvalidDogIdException(id);
}
