using EventSourcing.Persistence;

namespace EventSourcing.Tests.Persistence.Model.Races;

/// <summary>What the checker makes of histories whose answer is plain.</summary>
public sealed class LinearizationTests
{
    private static readonly Outcome Empty = Outcome.Read([]);

    [Fact]
    public void A_read_during_an_append_may_see_it_or_not()
    {
        Check(Append(1, began: 1, ended: 4), Read(Empty, began: 2, ended: 3));
        Check(Append(1, began: 1, ended: 4), Read(Seen(1), began: 2, ended: 3));
    }

    [Fact]
    public void A_read_after_an_append_sees_it() =>
        Assert.Throws<ModelViolationException>(() => Check(Append(1, began: 1, ended: 2), Read(Empty, began: 3, ended: 4)));

    [Fact]
    public void What_one_has_seen_nobody_may_miss_later() =>
        Assert.Throws<ModelViolationException>(() => Check(
            Append(1, began: 1, ended: 9), Read(Seen(1), began: 2, ended: 3), Read(Empty, began: 4, ended: 5)));

    [Fact]
    public void Two_cannot_win_the_same_revision() =>
        Assert.Throws<ModelViolationException>(() => Check(Append(1, began: 1, ended: 4), Append(2, began: 2, ended: 3)));

    [Fact]
    public void An_append_of_unknown_outcome_happened_at_once_or_late_or_never()
    {
        var unknown = Append(1, began: 1, ended: 2) with { Outcome = new Outcome("?", IsUnknown: true) };

        Check(unknown, Read(Seen(1), began: 3, ended: 4));
        Check(unknown, Read(Empty, began: 3, ended: 4));
        Check(unknown, Read(Empty, began: 3, ended: 4), Read(Seen(1), began: 5, ended: 6));
        Assert.Throws<ModelViolationException>(() => Check(unknown, Read(Seen(1), began: 3, ended: 4), Read(Empty, began: 5, ended: 6)));
    }

    [Fact]
    public void Positions_say_in_which_order_it_was_written()
    {
        var (first, second) = (Append(1, began: 1, ended: 4), Append(2, began: 2, ended: 3, stream: "b"));

        Check(first with { Outcome = At(1) }, second with { Outcome = At(2) });
        Check(first with { Outcome = At(2) }, second with { Outcome = At(1) });
        Assert.Throws<ModelViolationException>(() => Check(first with { Outcome = At(2), Ended = 1 }, second with { Outcome = At(1) }));
    }

    [Fact]
    public void A_conflict_tells_of_what_cannot_be_read_yet_only_where_a_store_may()
    {
        Call[] history =
        [
            Append(1, began: 1, ended: 9),
            Append(2, began: 2, ended: 3) with { Outcome = Outcome.Conflict("a", ExpectedRevision.NoStream, 0) },
            Read(Empty, began: 4, ended: 5),
        ];

        Check(StoreTraits.EventStoreDb, history);
        Assert.Throws<ModelViolationException>(() => Check(history));
        Assert.Throws<ModelViolationException>(() => Check(StoreTraits.EventStoreDb, [.. history, Read(Empty, began: 10, ended: 11)]));
    }

    private static void Check(params Call[] calls) => Check(StoreTraits.Embedded, calls);

    private static void Check(StoreTraits traits, params Call[] calls) => Linearization.Check(new ModelStore(traits), calls);

    private static Call Append(int number, long began, long ended, string stream = "a") =>
        new("one", new Operation.Append(stream, ExpectedRevision.NoStream, [number]), At(null), began, ended);

    private static Call Read(Outcome outcome, long began, long ended) => new("other", new Operation.ReadStream("a", StreamRead.Forwards), outcome, began, ended);

    private static Outcome At(long? position) => Outcome.Appended(0, hasPosition: true) with { Position = position is { } value ? new Position(value) : null };

    private static Outcome Seen(int number) => Outcome.Read([Outcome.Event("a", 0, number)]);
}
