using EventSourcing.Domain;
using EventSourcing.Persistence;
using EventSourcing.Persistence.InMemory;
using EventSourcing.Tests.Domain;

namespace EventSourcing.Tests.Applications;

public sealed class RepositoryTests : IAsyncDisposable
{
    private readonly InMemoryRecorder _recorder = new();
    private readonly Repository _dogs;

    public RepositoryTests() => _dogs = new Repository(_recorder);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _recorder.DisposeAsync();

    [Fact]
    public async Task A_saved_aggregate_is_rebuilt_from_its_events()
    {
        var dog = await SavedAsync("roll over", "play dead");

        var found = await _dogs.GetAsync<Dog>(dog.Id, Cancel);

        Assert.Equal((dog.Id, "Fido", 2L, 2L), (found.Id, found.Name, found.Revision, found.SavedRevision));
        Assert.Equal(["roll over", "play dead"], found.Tricks);
        Assert.Empty(found.PendingEvents);
    }

    [Fact]
    public async Task Saving_returns_revision_and_position_and_leaves_nothing_pending()
    {
        var dog = new Dog("Fido");

        var saved = await _dogs.SaveAsync(dog, Cancel);

        Assert.Equal(0, saved.Revision);
        Assert.NotNull(saved.Position);
        Assert.Empty(dog.PendingEvents);
        Assert.Equal(new AppendResult(0, null), await _dogs.SaveAsync(dog, Cancel));
    }

    [Fact]
    public async Task An_aggregate_is_had_as_it_was_at_a_revision()
    {
        var dog = await SavedAsync("roll over", "play dead");

        Assert.Empty((await _dogs.GetAsync<Dog>(dog.Id, 0, Cancel)).Tricks);
        Assert.Equal(["roll over"], (await _dogs.GetAsync<Dog>(dog.Id, 1, Cancel)).Tricks);
        var error = await Assert.ThrowsAsync<AggregateNotFoundException>(() => _dogs.GetAsync<Dog>(dog.Id, 3, Cancel));
        Assert.Equal((dog.Id, 3L), (error.Id, error.Revision));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _dogs.GetAsync<Dog>(dog.Id, -1, Cancel));
    }

    [Fact]
    public async Task A_missing_aggregate_is_an_error_or_nothing_as_asked_for()
    {
        Assert.Null(await _dogs.TryGetAsync<Dog>("x", Cancel));
        var error = await Assert.ThrowsAsync<AggregateNotFoundException>(() => _dogs.GetAsync<Dog>("x", Cancel));
        Assert.Equal(("x", typeof(Dog)), (error.Id, error.Aggregate));
        await Assert.ThrowsAsync<ArgumentException>(() => _dogs.GetAsync<Dog>(" ", Cancel));
    }

    [Fact]
    public async Task The_slower_of_two_writers_gets_a_conflict_and_keeps_its_events()
    {
        var dog = await SavedAsync();
        var faster = await _dogs.GetAsync<Dog>(dog.Id, Cancel);
        var slower = await _dogs.GetAsync<Dog>(dog.Id, Cancel);
        faster.AddTrick("sit");
        slower.AddTrick("roll over");
        await _dogs.SaveAsync(faster, Cancel);

        await Assert.ThrowsAsync<WrongExpectedRevisionException>(() => _dogs.SaveAsync(slower, Cancel));

        Assert.Single(slower.PendingEvents);
        Assert.Equal(["sit"], (await _dogs.GetAsync<Dog>(dog.Id, Cancel)).Tricks);
    }

    [Fact]
    public async Task Updates_that_race_all_come_to_pass_each_once()
    {
        var dog = await SavedAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => _dogs.UpdateAsync<Dog>(dog.Id, found => found.AddTrick($"{i}"), Cancel))));

        var tricks = (await _dogs.GetAsync<Dog>(dog.Id, Cancel)).Tricks;
        Assert.Equal(Enumerable.Range(0, 8).Select(i => $"{i}"), tricks.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_update_decides_again_on_what_the_faster_writer_left()
    {
        var dog = await SavedAsync();
        var seen = new List<int>();

        await _dogs.UpdateAsync<Dog>(dog.Id, found =>
        {
            seen.Add(found.Tricks.Count);
            if (seen.Count == 1)
                _dogs.UpdateAsync<Dog>(dog.Id, other => other.AddTrick("sit"), Cancel).Wait(Cancel);
            found.AddTrick("roll over");
        }, Cancel);

        Assert.Equal([0, 1], seen);
        Assert.Equal(["sit", "roll over"], (await _dogs.GetAsync<Dog>(dog.Id, Cancel)).Tricks);
    }

    [Fact]
    public async Task After_a_conflict_an_update_waits_until_it_can_read_what_has_won()
    {
        await using var store = new InMemoryRecorder();
        var other = new Repository(store);
        var dog = new Dog("Fido");
        await other.SaveAsync(dog, Cancel);
        var lagging = new LaggingReads(store, readsToLag: 3);
        var interfered = false;
        var repository = new Repository(new BeforeAppends(lagging, async _ =>
        {
            if (interfered)
                return;
            interfered = true;
            await other.UpdateAsync<Dog>(dog.Id, won => won.AddTrick("sit"), Cancel);
        }));

        var updated = await repository.UpdateAsync<Dog>(dog.Id, changed => changed.AddTrick("beg"), Cancel);

        Assert.Equal(["sit", "beg"], updated.Tricks);
        Assert.Equal(1, lagging.Conflicts);
    }

    [Fact]
    public async Task An_update_that_never_wins_ends_with_the_conflict()
    {
        var dog = await SavedAsync();

        await Assert.ThrowsAsync<WrongExpectedRevisionException>(() => _dogs.UpdateAsync<Dog>(dog.Id, found =>
        {
            _dogs.UpdateAsync<Dog>(dog.Id, other => other.AddTrick("sit"), Cancel).Wait(Cancel);
            found.AddTrick("roll over");
        }, Cancel));

        Assert.DoesNotContain("roll over", (await _dogs.GetAsync<Dog>(dog.Id, Cancel)).Tricks);
    }

    [Fact]
    public async Task Saving_again_after_an_unknown_outcome_writes_each_event_once()
    {
        var dog = new Dog("Fido");
        dog.AddTrick("sit");
        var twin = new Repository(new LosingAnswers(_recorder));

        await Assert.ThrowsAsync<AppendOutcomeUnknownException>(() => twin.SaveAsync(dog, Cancel));
        await _dogs.SaveAsync(dog, Cancel);

        Assert.Equal(["sit"], (await _dogs.GetAsync<Dog>(dog.Id, Cancel)).Tricks);
        Assert.Equal(1, (await _dogs.GetAsync<Dog>(dog.Id, Cancel)).Revision);
    }

    [Fact]
    public async Task Several_aggregates_are_saved_all_or_none()
    {
        var known = await SavedAsync();
        var (rex, again) = (new Dog("Rex"), new Dog(known.Id, "Fido"));

        await Assert.ThrowsAsync<WrongExpectedRevisionException>(() => _dogs.SaveAsync([rex, again], Cancel));
        Assert.Null(await _dogs.TryGetAsync<Dog>(rex.Id, Cancel));

        known.AddTrick("sit");
        var saved = await _dogs.SaveAsync([rex, new Dog("Bella"), known, await _dogs.GetAsync<Dog>(known.Id, Cancel)], Cancel);
        Assert.Equal([0L, 0L, 1L, 0L], saved.Select(result => result.Revision));
        Assert.NotNull(await _dogs.TryGetAsync<Dog>(rex.Id, Cancel));
    }

    [Fact]
    public async Task A_second_registration_of_an_id_is_a_conflict()
    {
        await _dogs.SaveAsync(new Dog("fido", "Fido"), Cancel);

        await Assert.ThrowsAsync<WrongExpectedRevisionException>(() => _dogs.SaveAsync(new Dog("fido", "Other"), Cancel));
    }

    [Fact]
    public async Task A_stream_whose_beginning_is_gone_is_no_aggregate()
    {
        var dog = await SavedAsync("sit");
        await _recorder.DeleteStreamAsync($"Dog-{dog.Id}", ExpectedRevision.Any, Cancel);
        Assert.Null(await _dogs.TryGetAsync<Dog>(dog.Id, Cancel));

        var again = await Assert.ThrowsAsync<TruncatedStreamException>(() => _dogs.SaveAsync(new Dog(dog.Id, "Fido"), Cancel));
        Assert.Equal(2, again.FirstRevision);
        await Assert.ThrowsAsync<TruncatedStreamException>(() => _dogs.GetAsync<Dog>(dog.Id, Cancel));
    }

    [Fact]
    public async Task Events_of_one_type_are_read_over_all_aggregates_of_a_kind()
    {
        await SavedAsync("sit");
        await _dogs.SaveAsync(new Dog("rex", "Rex"), Cancel);
        await _recorder.AppendAsync("Doghouse-1", ExpectedRevision.Any, [new(Guid.NewGuid(), "Dog.Registered", "{}"u8.ToArray())], Cancel);

        var registered = await _dogs.EventsAsync<Dog, Dog.Registered>(Cancel).ToListAsync(Cancel);

        Assert.Equal(["Fido", "Rex"], registered.Select(one => one.Event.Name));
        Assert.Equal("rex", registered[1].Id);
    }

    [Theory]
    [InlineData(true, "Dog-fido")]
    [InlineData(false, "fido")]
    public async Task Streams_are_named_by_the_strategy(bool category, string stream)
    {
        var repository = new Repository(_recorder, category ? StreamNaming.CategoryAndId : StreamNaming.IdAlone);
        await repository.SaveAsync(new Dog("fido", "Fido"), Cancel);

        Assert.Equal("Dog.Registered", (await _recorder.ReadStreamAsync(stream, StreamRead.Forwards, Cancel).SingleAsync(Cancel)).Type);
        Assert.Equal("fido", (await repository.EventsAsync<Dog, Dog.Registered>(Cancel).SingleAsync(Cancel)).Id);
    }

    [Fact]
    public async Task An_aggregate_without_a_constructor_to_begin_with_says_what_it_lacks()
    {
        await _recorder.AppendAsync("Unbuildable-1", ExpectedRevision.Any, [new(Guid.NewGuid(), "Unbuildable.Made", "{}"u8.ToArray())], Cancel);

        var error = await Assert.ThrowsAsync<EventSourcingException>(() => _dogs.GetAsync<Unbuildable>("1", Cancel));

        Assert.Contains("constructor without parameters", error.Message, StringComparison.Ordinal);
    }

    private async Task<Dog> SavedAsync(params string[] tricks)
    {
        var dog = new Dog("Fido");
        foreach (var trick in tricks)
            dog.AddTrick(trick);
        await _dogs.SaveAsync(dog, Cancel);
        return dog;
    }
}
