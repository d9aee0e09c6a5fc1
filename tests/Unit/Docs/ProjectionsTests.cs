using EventSourcing.Persistence;
using EventSourcing.Projections;
using EventSourcing.Projections.InMemory;
using Dog = EventSourcing.Tests.Docs.ReadmeTests.Dog;
using TrainingSchool = EventSourcing.Tests.Docs.ReadmeTests.TrainingSchool;

namespace EventSourcing.Tests.Docs;

/// <summary>What docs/projections.md shows.</summary>
public sealed class ProjectionsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_projection_counts_tricks_and_who_wrote_reads_them()
    {
        await using var school = new TrainingSchool();
        using var views = new InMemoryViews();
        await using var runner = ProjectionRunner.Create(school.FollowedLog, new TrickCounts(), views);
        await runner.StartAsync(Cancel);

        var dog = new Dog("Fido");
        dog.AddTrick("sit");
        var saved = await school.Repository.SaveAsync(dog, Cancel);

        await runner.WaitForAsync(saved.Position!.Value, Cancel);
        var sits = views.Snapshot.Table(TrickCounts.Counts)["sit"];
        Assert.Equal(1, sits);

        await runner.RebuildAsync(Cancel);
        var lag = await runner.GetLagAsync(cancel: Cancel);
        Console.WriteLine($"{runner.Name} is {runner.Status.State}, {lag.Behind} events behind");
        await runner.WaitForAsync(saved.Position!.Value, Cancel);
        Assert.Equal(1, views.Snapshot.Table(TrickCounts.Counts)["sit"]);
    }

    [Fact]
    public async Task Without_transactions_handlers_are_idempotent()
    {
        await using var school = new TrainingSchool();
        var index = new Dictionary<string, string>(StringComparer.Ordinal);
        using var checkpoints = new InMemoryViews();
        var views = new AtLeastOnceViews<Dictionary<string, string>>(index, checkpoints);
        await using var runner = ProjectionRunner.Create(school.FollowedLog, new Names(), views);
        await runner.StartAsync(Cancel);

        var dog = new Dog("Fido");
        await runner.WaitForAsync((await school.Repository.SaveAsync(dog, Cancel)).Position!.Value, Cancel);

        Assert.Equal("Fido", index[$"Dog-{dog.Id}"]);
    }

    public sealed class TrickCounts : Projection<InMemoryViewTransaction>
    {
        public static readonly InMemoryTable<string, int> Counts = new("trick counts");

        public TrickCounts()
        {
            OnClear(transaction => transaction.Table(Counts).Clear());
            On<Dog.TrickAdded>((transaction, e) =>
            {
                var counts = transaction.Table(Counts);
                counts[e.Trick] = counts.GetValueOrDefault(e.Trick) + 1;
            });
        }
    }

    public sealed class Names : Projection<Dictionary<string, string>>
    {
        public Names() => On<Dog.Registered>((index, e, recorded) => index[recorded.Stream] = e.Name);   // sets, and never adds
    }
}
