using EventSourcing.Persistence;
using EventSourcing.Projections;
using EventSourcing.Tests.Domain;

namespace EventSourcing.Tests.Projections;

/// <summary>What a projection promises, over every store that is followed and every store of views.</summary>
public abstract partial class ProjectionContract : IAsyncLifetime
{
    private static readonly string[] Names = ["sit", "roll over", "play dead", "fetch ball"];

    private readonly string _prefix = $"Dog-{Guid.NewGuid():N}-";

    protected IRecorder Recorder { get; private set; } = null!;

    private TestViews Views { get; set; } = null!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Recorder = await OpenRecorderAsync();
        Views = OpenViews();
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Views is not null)
            await Views.DisposeAsync();
        if (Recorder is not null)
            await Recorder.DisposeAsync();
    }

    [Fact]
    public async Task What_is_stored_and_what_comes_is_in_the_view()
    {
        await SaveAsync("Fido", "sit", "roll over");
        await using var runner = Views.Runner(Recorder, _prefix);
        await runner.StartAsync(Cancel);
        var last = await SaveAsync("Rex", "sit");

        await runner.WaitForAsync(last, Cancel);

        Assert.Equal(("roll over", 1), Assert.Single(Counts, one => one.Item1 == "roll over"));
        Assert.Equal(("sit", 2), Assert.Single(Counts, one => one.Item1 == "sit"));
        Assert.Equal(2, Counts.Count);
    }

    [Fact]
    public async Task A_writer_reads_its_own_write_each_time()
    {
        await using var runner = Views.Runner(Recorder, _prefix);
        await runner.StartAsync(Cancel);
        for (var i = 1; i <= 20; i++)
        {
            await runner.WaitForAsync(await SaveAsync("Fido", "sit"), Cancel);
            Assert.Equal([("sit", i)], Counts);
        }
    }

    [Fact]
    public async Task Waiting_for_an_event_that_is_not_for_the_projection_ends()
    {
        await using var runner = Views.Runner(Recorder, _prefix);
        await runner.StartAsync(Cancel);
        await runner.WaitForAsync(await SaveAsync("Fido"), Cancel);
        await SaveAsync("Fido", "sit");

        await runner.WaitForAsync(await SaveAsync("Rex"), Cancel);

        Assert.Equal([("sit", 1)], Counts);
    }

    [Fact]
    public async Task Waiting_for_what_never_comes_ends_when_cancelled()
    {
        using var impatient = new CancellationTokenSource();
        await using var runner = Views.Runner(Recorder, _prefix, async (_, cancel) =>
        {
            await impatient.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
        });
        await runner.StartAsync(Cancel);

        var last = await SaveAsync("Fido", "sit");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => runner.WaitForAsync(last, impatient.Token));
    }

    [Fact]
    public async Task A_projection_that_does_not_run_is_not_waited_for()
    {
        await using var runner = Views.Runner(Recorder, _prefix);

        await Assert.ThrowsAsync<InvalidOperationException>(() => runner.WaitForAsync(new Position(1), Cancel));
    }

    [Fact]
    public async Task Stopped_and_started_again_it_goes_on_where_it_was()
    {
        await using (var first = Views.Runner(Recorder, _prefix))
        {
            await first.StartAsync(Cancel);
            await first.WaitForAsync(await SaveAsync("Fido", "sit", "sit"), Cancel);
            await first.StopAsync(Cancel);
            Assert.Equal(ProjectionState.Stopped, first.Status.State);
        }

        var last = await SaveAsync("Fido", "sit");
        await using var second = Views.Runner(Recorder, _prefix);
        Assert.Equal(1, (await second.GetLagAsync(cancel: Cancel)).Behind);
        await second.StartAsync(Cancel);
        await second.WaitForAsync(last, Cancel);

        Assert.Equal([("sit", 3)], Counts);
    }

    [Fact]
    public async Task An_event_that_cannot_be_handled_stops_it_and_is_named_and_all_before_are_applied()
    {
        var isBroken = true;
        await using var runner = Views.Runner(Recorder, _prefix, (recorded, _) =>
            isBroken && recorded.Revision == 3 ? throw new InvalidDataException("No more tricks.") : Task.CompletedTask);
        var last = await SaveAsync("Fido", "sit", "roll over", "play dead", "fetch ball");

        var error = await Assert.ThrowsAsync<ProjectionException>(() => runner.RunAsync(Cancel));

        Assert.Equal((runner.Name, 3L, "Dog.TrickAdded"), (error.Projection, error.Event!.Revision, error.Event.Type));
        Assert.IsType<InvalidDataException>(error.InnerException);
        Assert.Contains("No more tricks.", error.Message, StringComparison.Ordinal);
        Assert.Equal([("roll over", 1), ("sit", 1)], Counts);
        Assert.Equal((ProjectionState.Failed, error), (runner.Status.State, runner.Status.Error));
        Assert.Same(error, await Assert.ThrowsAsync<ProjectionException>(() => runner.WaitForAsync(last, Cancel)));

        isBroken = false;
        await runner.StartAsync(Cancel);
        await runner.WaitForAsync(last, Cancel);
        Assert.Equal([("fetch ball", 1), ("play dead", 1), ("roll over", 1), ("sit", 1)], Counts);
    }

    [Fact]
    public async Task Who_waits_is_told_of_the_error_that_stops_it_meanwhile()
    {
        await using var runner = Views.Runner(Recorder, _prefix, (_, _) => throw new InvalidDataException());
        await runner.StartAsync(Cancel);
        var last = await SaveAsync("Fido", "sit");

        await Assert.ThrowsAsync<ProjectionException>(() => runner.WaitForAsync(last, Cancel));
        await Assert.ThrowsAsync<ProjectionException>(() => runner.Completion);
    }

    [Fact]
    public async Task An_event_whose_data_does_not_fit_stops_it()
    {
        await Recorder.AppendAsync(_prefix + "odd", ExpectedRevision.NoStream, [new NewEvent(Guid.NewGuid(), "Dog.TrickAdded", "[]"u8.ToArray())], Cancel);
        await using var runner = Views.Runner(Recorder, _prefix);

        var error = await Assert.ThrowsAsync<ProjectionException>(() => runner.RunAsync(Cancel));

        Assert.Equal((_prefix + "odd", 0L), (error.Event!.Stream, error.Event.Revision));
        Assert.IsType<EventMappingException>(error.InnerException);
    }

    [Fact]
    public async Task Rebuilt_from_zero_it_is_the_same()
    {
        await using var runner = Views.Runner(Recorder, _prefix);
        await runner.StartAsync(Cancel);
        var last = await SaveAsync("Fido", "sit", "roll over", "sit");
        await runner.WaitForAsync(last, Cancel);
        var before = Counts;

        await runner.RebuildAsync(Cancel);
        await runner.WaitForAsync(last, Cancel);

        Assert.Equal(before, Counts);
    }

    [Fact]
    public async Task Of_two_under_one_name_nothing_is_applied_twice()
    {
        var bothAreAtWork = new TaskCompletionSource();
        var atWork = 0;
        async Task MeetAsync(RecordedEvent recorded, CancellationToken cancel)
        {
            if (Interlocked.Increment(ref atWork) == 2)
                bothAreAtWork.TrySetResult();
            await Task.Yield();
        }

        await using var one = Views.Runner(Recorder, _prefix, MeetAsync);
        await using var other = Views.Runner(Recorder, _prefix, MeetAsync);
        await one.StartAsync(Cancel);
        await other.StartAsync(Cancel);
        var last = Position.Start;
        for (var i = 0; i < 30; i++)
            last = await SaveAsync("Fido", "sit");

        var ends = await Task.WhenAll(WaitedAsync(one, last), WaitedAsync(other, last));

        Assert.Contains(ends, end => end is null);
        Assert.All(ends.OfType<ProjectionException>(), end => Assert.IsType<EventSourcing.Persistence.Checkpoints.CheckpointConflictException>(end.InnerException));
        Assert.Equal([("sit", 30)], Counts);
    }

    [Fact]
    public async Task Its_lag_is_what_it_has_still_to_process()
    {
        var hold = new TaskCompletionSource();
        await using var runner = Views.Runner(Recorder, _prefix, (_, cancel) => hold.Task.WaitAsync(cancel));
        Assert.True((await runner.GetLagAsync(cancel: Cancel)).IsCaughtUp);
        await runner.StartAsync(Cancel);
        var last = await SaveAsync("Fido", "sit", "sit", "sit");

        var behind = await runner.GetLagAsync(cancel: Cancel);
        Assert.Equal((3L, false), (behind.Behind, behind.IsCaughtUp));
        Assert.NotNull(behind.Oldest);
        Assert.Equal(2, (await runner.GetLagAsync(atMost: 2, Cancel)).Behind);

        hold.SetResult();
        await runner.WaitForAsync(last, Cancel);
        var none = await runner.GetLagAsync(cancel: Cancel);
        Assert.Equal((0L, true, default(DateTimeOffset?)), (none.Behind, none.IsCaughtUp, none.Oldest));
        Assert.True(none.Processed >= last);
    }

    [Fact]
    public async Task Its_states_are_told()
    {
        var states = new List<ProjectionState>();
        var live = new TaskCompletionSource();
        var listener = new Listener(status =>
        {
            states.Add(status.State);
            if (status.State == ProjectionState.Live)
                live.TrySetResult();
        });
        await using var runner = Views.Runner(Recorder, _prefix, options: new ProjectionOptions { Progress = listener });
        await runner.StartAsync(Cancel);
        await live.Task.WaitAsync(Cancel);
        await Assert.ThrowsAsync<InvalidOperationException>(() => runner.StartAsync(Cancel));
        await runner.StopAsync(Cancel);

        Assert.Equal([ProjectionState.CatchingUp, ProjectionState.Live, ProjectionState.Stopped], states);
    }

    protected abstract ValueTask<IRecorder> OpenRecorderAsync();

    protected abstract TestViews OpenViews();

    private List<(string, int)> Counts => [.. Views.Counts(_prefix).Select(one => (one.Key, one.Value)).Order()];

    /// <summary>Registers a dog of its own, teaches it tricks, and says where the last of its events is.</summary>
    private Task<Position> SaveAsync(string name, params string[] tricks) => SaveToAsync(_prefix, name, tricks);

    private async Task<Position> SaveToAsync(string prefix, string name, params string[] tricks)
    {
        var dog = new Dog(prefix["Dog-".Length..] + Guid.NewGuid(), name);
        foreach (var trick in tricks)
            dog.AddTrick(trick);
        return (await new Repository(Recorder).SaveAsync(dog, Cancel)).Position!.Value;
    }

    private static async Task<Exception?> WaitedAsync(ProjectionRunner runner, Position position)
    {
        try
        {
            await runner.WaitForAsync(position, Cancel);
            return null;
        }
        catch (ProjectionException end)
        {
            return end;
        }
    }

    private sealed class Listener(Action<ProjectionStatus> told) : IProgress<ProjectionStatus>
    {
        public void Report(ProjectionStatus value) => told(value);
    }
}
