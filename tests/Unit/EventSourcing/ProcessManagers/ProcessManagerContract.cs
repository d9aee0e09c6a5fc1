using EventSourcing.Persistence;
using EventSourcing.Persistence.Checkpoints;
using EventSourcing.Persistence.InMemory;
using EventSourcing.Projections;
using EventSourcing.Tests.Domain;

namespace EventSourcing.Tests.ProcessManagers;

/// <summary>What a process manager promises, over every store that can be its own and every store that is followed.</summary>
public abstract class ProcessManagerContract : IAsyncLifetime
{
    private static readonly string[] Names = ["sit", "roll over", "play dead", "fetch ball"];

    private IRecorder _dogs = null!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected ICheckpointRecorder Own { get; private set; } = null!;

    protected virtual int Plans => 100;

    public async ValueTask InitializeAsync()
    {
        _dogs = await OpenFollowedAsync();
        Own = OpenOwn();
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Own is not null)
            await Own.DisposeAsync();
        if (_dogs is not null)
            await _dogs.DisposeAsync();
    }

    [Fact]
    public async Task It_answers_events_with_events_of_its_own()
    {
        await using var certification = Manager(Own);
        await certification.Runner.StartAsync(Cancel);
        var (id, last) = await SaveAsync("sit", "roll over");

        await certification.Runner.WaitForAsync(last, Cancel);

        Assert.Equal(["sit", "roll over"], (await certification.Repository.GetAsync<Certificate>(id, Cancel)).Tricks);
    }

    [Fact]
    public async Task What_it_saves_is_caused_by_what_it_handles()
    {
        await using var certification = Manager(Own);
        await certification.Runner.StartAsync(Cancel);
        var (id, last) = await SaveAsync();
        await certification.Runner.WaitForAsync(last, Cancel);

        var cause = await _dogs.ReadStreamAsync($"Dog-{id}", StreamRead.Forwards, Cancel).SingleAsync(Cancel);
        var effect = await Own.ReadStreamAsync($"Certificate-{id}", StreamRead.Forwards, Cancel).SingleAsync(Cancel);

        Assert.Equal((cause.Id.ToString(), cause.Id.ToString()), (effect.AsCause().CorrelationId, CausationOf(effect)));
    }

    [Fact]
    public async Task It_decides_again_when_another_writer_is_faster()
    {
        var others = new Repository(Own);
        await using var certification = Manager(Own, _ =>
        {
            if (others.TryGetAsync<Certificate>(Certification.Ledger, Cancel).GetAwaiter().GetResult() is null)
                others.SaveAsync(new Certificate(Certification.Ledger), Cancel).GetAwaiter().GetResult();
        });
        await certification.Runner.StartAsync(Cancel);
        var (id, last) = await SaveAsync("sit");

        await certification.Runner.WaitForAsync(last, Cancel);

        Assert.Equal(["sit"], (await others.GetAsync<Certificate>(Certification.Ledger, Cancel)).Tricks);
        Assert.Equal(["sit"], (await others.GetAsync<Certificate>(id, Cancel)).Tricks);
    }

    [Fact]
    public async Task An_event_that_cannot_be_handled_stops_it_and_nothing_of_it_is_saved()
    {
        await using var certification = Manager(Own, recorded => throw new InvalidDataException("No."));
        var (id, _) = await SaveAsync("sit");

        var error = await Assert.ThrowsAsync<ProjectionException>(() => certification.Runner.RunAsync(Cancel));

        Assert.Equal((nameof(Certification), 1L), (error.Projection, error.Event!.Revision));
        Assert.Empty((await certification.Repository.GetAsync<Certificate>(id, Cancel)).Tricks);
        Assert.Null(await certification.Repository.TryGetAsync<Certificate>(Certification.Ledger, Cancel));
    }

    [Fact]
    public async Task Killed_at_random_and_started_again_each_event_has_its_effect_exactly_once()
    {
        var random = new Random(17);
        var expected = new List<string>();
        var last = default((string Id, Position Position));
        for (var plan = 0; plan < Plans; plan++)
        {
            if (plan % 4 == 0)
            {
                var tricks = random.GetItems(Names, random.Next(1, 6));
                last = await SaveAsync(tricks);
                expected.AddRange(tricks);
            }

            using var kill = new CancellationTokenSource();
            var left = random.Next(0, 8);
            await using var certification = Manager(new LosingCommits(Own, random.Next(), plan < Plans - 1 ? 0.2 : 0), _ =>
            {
                if (left-- != 0 || plan == Plans - 1)
                    return;
                if (plan % 2 == 0)
                    kill.Cancel();
                else
                    throw new InvalidDataException("Killed.");
            });
            try
            {
                var run = certification.Runner.RunAsync(kill.Token);
                await Task.WhenAny(run, certification.Runner.WaitForAsync(last.Position, Cancel));
                await kill.CancelAsync();
                await run;
            }
            catch (ProjectionException error) when (plan < Plans - 1 && error.InnerException is InvalidDataException or AppendOutcomeUnknownException)
            {
                // Killed, as planned.
            }
        }

        await using var after = Manager(Own);
        Assert.Equal(expected, (await after.Repository.GetAsync<Certificate>(Certification.Ledger, Cancel)).Tricks);
    }

    protected abstract ICheckpointRecorder OpenOwn();

    protected virtual ValueTask<IRecorder> OpenFollowedAsync() => new(new InMemoryRecorder());

    private Certification Manager(IRecorder own, Action<RecordedEvent>? handled = null) => new()
    {
        Recorder = own,
        Follows = new FollowedLog(_dogs),
        Handled = handled,
        Options = new ProjectionOptions { BatchSize = 5 },
    };

    private async Task<(string Id, Position Last)> SaveAsync(params string[] tricks)
    {
        var dog = new Dog("Fido");
        foreach (var trick in tricks)
            dog.AddTrick(trick);
        return (dog.Id, (await new Repository(_dogs).SaveAsync(dog, Cancel)).Position!.Value);
    }

    private static string? CausationOf(RecordedEvent recorded) => EventMetadata.Parse(recorded.Metadata).CausationId;
}
