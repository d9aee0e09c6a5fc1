using EventSourcing.Domain;
using Microsoft.Extensions.Time.Testing;

namespace EventSourcing.Tests.Domain;

public sealed class AggregateTests
{
    [Fact]
    public void Raising_an_event_changes_the_state_and_keeps_the_event_to_be_saved()
    {
        var dog = new Dog("Fido");
        dog.AddTrick("roll over");

        Assert.Equal(("Fido", 1L, -1L), (dog.Name, dog.Revision, dog.SavedRevision));
        Assert.Equal(["roll over"], dog.Tricks);
        Assert.Equal([new Dog.Registered("Fido"), new Dog.TrickAdded("roll over")], dog.PendingEvents.Select(raised => raised.Data));
    }

    [Fact]
    public void An_aggregate_has_an_id_from_the_start_and_keeps_it()
    {
        var dog = new Dog("Fido");

        Assert.Equal(7, Guid.Parse(dog.Id).Version);
        Assert.Equal(dog.Id, dog.Id);
        Assert.NotEqual(dog.Id, new Dog("Fido").Id);
        Assert.Equal("fido", new Dog("fido", "Fido").Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(" x")]
    [InlineData("x\n")]
    [InlineData("a\tb")]
    public void An_id_that_cannot_be_one_is_refused(string id) => Assert.Throws<ArgumentException>(() => new Dog(id, "Fido"));

    [Fact]
    public void Raising_an_event_without_an_Apply_names_the_aggregate_and_the_event_and_changes_nothing()
    {
        var dog = new Dog("Fido");

        var error = Assert.Throws<MissingApplyException>(dog.Lose);

        Assert.Equal((typeof(Dog), typeof(Dog.Lost)), (error.Aggregate, error.Event));
        Assert.Contains("private void Apply(Lost e)", error.Message, StringComparison.Ordinal);
        Assert.Equal((0L, 1), (dog.Revision, dog.PendingEvents.Count));
    }

    [Fact]
    public void An_Apply_that_fails_leaves_no_event_behind()
    {
        var fussy = new Fussy();

        Assert.Throws<InvalidOperationException>(fussy.Fail);

        Assert.Equal((-1L, 0), (fussy.Revision, fussy.PendingEvents.Count));
    }

    [Fact]
    public void Apply_is_found_in_base_classes_and_for_base_events()
    {
        var puppy = new Puppy();

        Assert.Equal(["base", "derived", "interface"], puppy.Applied);
    }

    [Fact]
    public void Each_event_gets_its_own_id_and_the_time_of_the_context()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        using var _ = new EventContext { TimeProvider = clock }.Enter();

        var dog = new Dog("Fido");
        clock.Advance(TimeSpan.FromMinutes(1));
        dog.AddTrick("sit");

        Assert.Equal([clock.GetUtcNow().AddMinutes(-1), clock.GetUtcNow()], dog.PendingEvents.Select(raised => raised.Time));
        Assert.Equal(2, dog.PendingEvents.Select(raised => raised.Id).Distinct().Count());
        Assert.All(dog.PendingEvents, raised => Assert.Equal(7, raised.Id.Version));
    }

    [Fact]
    public void Each_event_begins_a_chain_of_its_own_unless_the_context_says_what_it_belongs_to()
    {
        var alone = new Dog("Fido").PendingEvents[0];
        Assert.Equal((alone.Id.ToString(), null), (alone.CorrelationId, alone.CausationId));

        using (new EventContext { CorrelationId = "order-17", CausationId = "message-4" }.Enter())
        {
            var caused = new Dog("Fido").PendingEvents[0];
            Assert.Equal(("order-17", "message-4"), (caused.CorrelationId, caused.CausationId));
        }

        Assert.Null(EventContext.Current.CorrelationId);
    }

    [Fact]
    public async Task The_context_flows_with_the_asynchronous_call_and_into_no_other()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () =>
        {
            using var _ = new EventContext { CorrelationId = $"{i}" }.Enter();
            await Task.Yield();
            return new Dog("Fido").PendingEvents[0].CorrelationId;
        })));

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i}"), ids);
    }

    private sealed class Fussy : Aggregate
    {
        public void Fail() => Raise("x");

        private void Apply(string e) => throw new InvalidOperationException($"{Id} takes no {e}");
    }

    private abstract class Animal : Aggregate
    {
        public List<string> Applied { get; } = [];

        private void Apply(Birth e) => Applied.Add(e is { } ? "base" : "");

        public abstract record Birth;

        public sealed record Born : Birth;
    }

    private sealed class Puppy : Animal
    {
        public Puppy()
        {
            Raise(new Born());
            Raise(new Named());
            Raise(new Fed());
        }

        private void Apply(Change e) => Applied.Add(e is { } ? "derived" : "");

        private void Apply(IMeal e) => Applied.Add(e is { } ? "interface" : "");

        private interface IMeal;

        private abstract record Change;

        private sealed record Named : Change;

        private sealed record Fed : IMeal;
    }
}
