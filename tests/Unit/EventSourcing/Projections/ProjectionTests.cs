using EventSourcing.Domain;
using EventSourcing.Persistence;
using EventSourcing.Persistence.InMemory;
using EventSourcing.Projections;
using EventSourcing.Projections.InMemory;
using EventSourcing.Tests.Domain;

namespace EventSourcing.Tests.Projections;

public sealed class ProjectionTests : IAsyncDisposable
{
    private readonly InMemoryRecorder _recorder = new();
    private readonly InMemoryViews _views = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync()
    {
        _views.Dispose();
        return _recorder.DisposeAsync();
    }

    [Fact]
    public void A_projection_has_the_name_of_its_class_and_handles_something()
    {
        Assert.Equal("Projector", new Projector(_ => { }).Name);
        Assert.Throws<ArgumentException>(() => Runner(new Projector(_ => { })));
    }

    [Fact]
    public void An_event_is_handled_once_and_by_the_class_it_is_stored_as()
    {
        Assert.Throws<ArgumentException>(() => new Projector(on => { on.Handle<Dog.Lost>(); on.Handle<Dog.Lost>(); }));
        Assert.Throws<ArgumentException>(() => new Projector(on => on.Handle<IFormattable>()));
    }

    [Fact]
    public async Task Handlers_of_every_form_are_called_in_the_order_of_the_log()
    {
        var seen = new List<string>();
        await using var runner = Runner(new Projector(on =>
        {
            on.Handle<Dog.Registered>((_, e) => seen.Add(e.Name));
            on.HandleAsync<Dog.TrickAdded>((_, e, recorded, cancel) =>
            {
                cancel.ThrowIfCancellationRequested();
                seen.Add($"{e.Trick}@{recorded.Revision}");
                return Task.CompletedTask;
            });
            on.HandleAsync<Dog.Lost>(async (_, _) =>
            {
                await Task.Yield();
                seen.Add("lost");
            });
        }));
        var (dog, dogs) = (new Dog("Fido"), new Repository(_recorder));
        dog.AddTrick("sit");
        await dogs.SaveAsync(dog, Cancel);
        await _recorder.AppendAsync("Dog-x", ExpectedRevision.NoStream, [new NewEvent(Guid.NewGuid(), "Dog.Lost", "{}"u8.ToArray())], Cancel);
        dog.AddTrick("beg");
        var last = (await dogs.SaveAsync(dog, Cancel)).Position!.Value;

        await runner.StartAsync(Cancel);
        await runner.WaitForAsync(last, Cancel);

        Assert.Equal(["Fido", "sit@1", "lost", "beg@2"], seen);
    }

    [Fact]
    public async Task While_an_event_is_handled_what_is_raised_is_caused_by_it()
    {
        EventContext? context = null;
        await using var runner = Runner(new Projector(on => on.Handle<Dog.Registered>((_, _) => context = EventContext.Current)));
        await runner.StartAsync(Cancel);
        Dog dog;
        using (new EventContext { CorrelationId = "c-1" }.Enter())
            dog = new Dog("Fido");
        var id = dog.PendingEvents[0].Id.ToString();

        await runner.WaitForAsync((await new Repository(_recorder).SaveAsync(dog, Cancel)).Position!.Value, Cancel);

        Assert.Equal(("c-1", id), (context!.CorrelationId, context.CausationId));
    }

    [Fact]
    public async Task An_event_that_belongs_to_nothing_begins_what_it_causes()
    {
        await _recorder.AppendAsync("a", ExpectedRevision.Any, [new NewEvent(Guid.NewGuid(), "Counted", "{}"u8.ToArray())], Cancel);

        var recorded = await _recorder.ReadStreamAsync("a", StreamRead.Forwards, Cancel).SingleAsync(Cancel);

        Assert.Equal((recorded.Id.ToString(), recorded.Id.ToString()), (recorded.AsCause().CorrelationId, recorded.AsCause().CausationId));
    }

    [Fact]
    public async Task Without_a_way_to_empty_its_view_it_cannot_be_rebuilt()
    {
        await using var runner = Runner(new Projector(on => on.Handle<Dog.Lost>()));

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => runner.RebuildAsync(Cancel));

        Assert.Contains("OnClear", error.Message, StringComparison.Ordinal);
    }

    private ProjectionRunner Runner(Projector projection) => ProjectionRunner.Create(new FollowedLog(_recorder), projection, _views);

    private sealed class Projector : Projection<InMemoryViewTransaction>
    {
        public Projector(Action<Projector> register) => register(this);

        public void Handle<TEvent>() => On<TEvent>((_, _) => { });

        public void Handle<TEvent>(Action<InMemoryViewTransaction, TEvent> handle) => On(handle);

        public void HandleAsync<TEvent>(Func<InMemoryViewTransaction, TEvent, Task> handle) => On(handle);

        public void HandleAsync<TEvent>(Func<InMemoryViewTransaction, TEvent, RecordedEvent, CancellationToken, Task> handle) => On(handle);
    }
}
