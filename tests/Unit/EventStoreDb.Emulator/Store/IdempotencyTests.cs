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
    public void Without_a_definite_revision_an_id_is_known_where_it_was_first_written_alone()
    {
        var events = Events(1);
        Database.Append("a", ExpectedRevision.Any, events);

        Assert.Equal(0, Assert.IsType<WriteOutcome.Written>(Database.Append("b", ExpectedRevision.Any, events)).Revision);
        Assert.Equal(1, Assert.IsType<WriteOutcome.Written>(Database.Append("b", ExpectedRevision.Any, events)).Revision);
        Assert.Equal(0, Assert.IsType<WriteOutcome.Written>(Database.Append("a", ExpectedRevision.Any, events)).Revision);
    }

    [Fact]
    public void Without_a_definite_revision_a_repeat_may_leave_events_out_and_is_never_answered_if_it_ends_before_it_begins()
    {
        var events = Events(3);
        Database.Append("a", ExpectedRevision.Any, events);

        Assert.Equal(2, Assert.IsType<WriteOutcome.Written>(Database.Append("a", ExpectedRevision.Any, [events[0], events[2]])).Revision);
        Assert.Equal(0, Assert.IsType<WriteOutcome.Written>(Database.Append("a", ExpectedRevision.Any, [events[1], events[0]])).Revision);
        Assert.IsType<WriteOutcome.Unanswered>(Database.Append("a", ExpectedRevision.Any, [events[2], events[0]]));
        Assert.Equal([0, 1, 2], Revisions("a"));
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
