using EventSourcing.Persistence;
using EventSourcing.Persistence.Checkpoints;
using EventSourcing.Projections.InMemory;

namespace EventSourcing.Tests.Projections;

public sealed class InMemoryViewsTests : IDisposable
{
    private static readonly InMemoryTable<string, int> Counts = new("counts");
    private static readonly InMemoryTable<int, string> Names = new("names");

    private readonly InMemoryViews _views = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _views.Dispose();

    [Fact]
    public async Task Tables_and_checkpoint_are_changed_together()
    {
        await _views.ChangeAsync(new Checkpoint("a", new Position(7), null), (transaction, _) =>
        {
            transaction.Table(Counts)["sit"] = 1;
            transaction.Table(Names)[1] = "Fido";
            Assert.Equal(1, transaction.Table(Counts)["sit"]);
            Assert.Empty(_views.Snapshot.Table(Counts));
            return Task.CompletedTask;
        }, Cancel);

        Assert.Equal((1, "Fido"), (_views.Snapshot.Table(Counts)["sit"], _views.Snapshot.Table(Names)[1]));
        Assert.Equal(new Position(7), await _views.GetCheckpointAsync("a", Cancel));
    }

    [Fact]
    public async Task A_change_that_raises_leaves_nothing_and_lets_the_next_one_in()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => _views.ChangeAsync(new Checkpoint("a", new Position(7), null), (transaction, _) =>
        {
            transaction.Table(Counts)["sit"] = 1;
            throw new InvalidDataException();
        }, Cancel));

        Assert.Empty(_views.Snapshot.Table(Counts));
        Assert.Null(await _views.GetCheckpointAsync("a", Cancel));
        await SetAsync(1, new Position(7), null);
        Assert.Equal(1, _views.Snapshot.Table(Counts)["sit"]);
    }

    [Fact]
    public async Task A_projection_that_is_elsewhere_changes_nothing()
    {
        await SetAsync(1, new Position(7), null);

        var error = await Assert.ThrowsAsync<CheckpointConflictException>(() => SetAsync(2, new Position(8), null));

        Assert.Equal(new Position(7), error.Actual);
        Assert.Equal(1, _views.Snapshot.Table(Counts)["sit"]);
    }

    [Fact]
    public async Task A_snapshot_never_changes()
    {
        await SetAsync(1, new Position(7), null);
        var before = _views.Snapshot;
        await SetAsync(2, new Position(8), new Position(7));

        Assert.Equal((1, new Position(7)), (before.Table(Counts)["sit"], before.Checkpoints["a"]));
        Assert.Equal((2, new Position(8)), (_views.Snapshot.Table(Counts)["sit"], _views.Snapshot.Checkpoints["a"]));
    }

    [Fact]
    public async Task Cleared_a_projection_begins_from_zero()
    {
        await SetAsync(1, new Position(7), null);

        await _views.ClearAsync("a", (transaction, _) =>
        {
            transaction.Table(Counts).Clear();
            return Task.CompletedTask;
        }, Cancel);

        Assert.Empty(_views.Snapshot.Table(Counts));
        Assert.Null(await _views.GetCheckpointAsync("a", Cancel));
    }

    [Fact]
    public async Task One_name_cannot_be_of_two_tables()
    {
        await SetAsync(1, new Position(7), null);

        Assert.Throws<InvalidOperationException>(() => _views.Snapshot.Table(new InMemoryTable<int, int>("counts")));
    }

    private Task SetAsync(int count, Position position, Position? previous) => _views.ChangeAsync(new Checkpoint("a", position, previous), (transaction, _) =>
    {
        transaction.Table(Counts)["sit"] = count;
        return Task.CompletedTask;
    }, Cancel);
}
