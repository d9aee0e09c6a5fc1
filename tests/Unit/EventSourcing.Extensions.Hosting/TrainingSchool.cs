using EventSourcing.Persistence;
using EventSourcing.ProcessManagers;
using EventSourcing.Projections;
using EventSourcing.Projections.InMemory;
using EventSourcing.Tests.Domain;

namespace EventSourcing.Tests.Hosting;

public sealed class TrainingSchool : Application
{
    public async Task<Position> RegisterAsync(string name, CancellationToken cancel, params string[] tricks)
    {
        var dog = new Dog(name);
        foreach (var trick in tricks)
            dog.AddTrick(trick);
        return (await SaveAsync(dog, cancel)).Position!.Value;
    }
}

public sealed class TrickCounts : Projection<InMemoryViewTransaction>
{
    public static readonly InMemoryTable<string, int> Counts = new("tricks");

    public TrickCounts(Action<string>? counting = null)
    {
        OnClear(transaction => transaction.Table(Counts).Clear());
        On<Dog.TrickAdded>((transaction, e) =>
        {
            counting?.Invoke(e.Trick);
            var counts = transaction.Table(Counts);
            counts[e.Trick] = counts.GetValueOrDefault(e.Trick) + 1;
        });
    }
}

public sealed class Welcomes : ProcessManager
{
    public Welcomes() => On<Dog.Registered>((process, e) => process.Add(new Dog("Friend of " + e.Name)));
}
