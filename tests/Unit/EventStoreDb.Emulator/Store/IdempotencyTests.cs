extern alias Emulator;

using Emulator::EventStoreDb.Emulator.Store;
using Xunit;

namespace EventSourcing.Tests.EventStoreDb.Emulator.Store;

public sealed class IdempotencyTests : StoreTests
{
    [Fact]
    public void Without_a_definite_revision_only_the_first_event_says_whether_it_is_a_repeat()
    {
        var events = Events(2);
        Database.Append("a", ExpectedRevision.Any, [events[1]]);

        var outcome = Database.Append("a", ExpectedRevision.Any, events);

        Assert.Equal(2, Assert.IsType<WriteOutcome.Written>(outcome).Revision);
        Assert.Equal([0, 1, 2], Revisions("a"));
    }

    [Fact]
    public void A_repeat_of_events_that_are_no_longer_served_has_no_position()
    {
        var events = Events(3);
        Database.Append("a", ExpectedRevision.NoStream, events);
        SetMetadata("a", """{"$tb":3}""");

        Assert.Equal(new WriteOutcome.Written(2, null), Database.Append("a", ExpectedRevision.NoStream, events));
    }

    [Fact]
    public void Ids_are_looked_for_within_one_stream()
    {
        var events = Events(1);
        Database.Append("a", ExpectedRevision.NoStream, events);

        Database.Append("b", ExpectedRevision.NoStream, events);

        Assert.Equal([0], Revisions("b"));
    }

    [Fact]
    public async Task Of_many_writers_expecting_the_same_revision_one_wins()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(
            () => Database.Append("a", ExpectedRevision.NoStream, Events(5)), TestContext.Current.CancellationToken)));

        Assert.Single(outcomes.OfType<WriteOutcome.Written>());
        Assert.Equal(31, outcomes.OfType<WriteOutcome.Conflict>().Count(conflict => conflict.Actual == 4));
    }
}
