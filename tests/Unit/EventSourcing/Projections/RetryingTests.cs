using EventSourcing.Domain;
using EventSourcing.Persistence;
using EventSourcing.Persistence.InMemory;
using EventSourcing.Projections;
using EventSourcing.Projections.InMemory;
using EventSourcing.Tests.Domain;
using Microsoft.Extensions.Time.Testing;

namespace EventSourcing.Tests.Projections;

public sealed class RetryingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_store_that_cannot_be_reached_is_tried_again_until_it_can()
    {
        await using var store = new LosingSubscriptions(new InMemoryRecorder()) { Losses = 3 };
        using var views = new InMemoryViews();
        var time = new FakeTimeProvider();
        var states = new List<ProjectionState>();
        await using var runner = ProjectionRunner.Create(
            new FollowedLog(store),
            new Tricks(),
            views,
            new ProjectionOptions { TimeProvider = time, Progress = new Listener(status => Told(status.State)) });
        await runner.StartAsync(Cancel);

        await store.AllLost.WaitAsync(Cancel);
        var dog = new Dog("Fido");
        dog.AddTrick("sit");
        var saved = await new Repository(store).SaveAsync(dog, Cancel);
        await runner.WaitForAsync(saved.Position!.Value, Cancel);

        Assert.Equal(1, views.Snapshot.Table(Tricks.Counts)["sit"]);
        Assert.Equal(3, states.Count(state => state == ProjectionState.Retrying));
        Assert.Null(runner.Status.Error);

        void Told(ProjectionState state)
        {
            states.Add(state);
            if (state == ProjectionState.Retrying)
                _ = Task.Run(() => time.Advance(TimeSpan.FromMinutes(1)), Cancel);
        }
    }

    [Fact]
    public async Task Any_other_error_of_the_store_stops_it()
    {
        await using var store = new LosingSubscriptions(new InMemoryRecorder()) { Losses = 1, Loss = new AccessDeniedException("No.", null) };
        using var views = new InMemoryViews();
        await using var runner = ProjectionRunner.Create(new FollowedLog(store), new Tricks(), views);

        var error = await Assert.ThrowsAsync<ProjectionException>(() => runner.RunAsync(Cancel));

        Assert.IsType<AccessDeniedException>(error.InnerException);
        Assert.Null(error.Event);
    }

    private sealed class Tricks : Projection<InMemoryViewTransaction>
    {
        public static readonly InMemoryTable<string, int> Counts = new("counts");

        public Tricks() => On<Dog.TrickAdded>((transaction, e) => transaction.Table(Counts)[e.Trick] = 1);
    }

    private sealed class Listener(Action<ProjectionStatus> told) : IProgress<ProjectionStatus>
    {
        public void Report(ProjectionStatus value) => told(value);
    }
}
