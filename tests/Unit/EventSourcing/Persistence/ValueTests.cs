using CsCheck;
using EventSourcing.Persistence;

namespace EventSourcing.Tests.Persistence;

public sealed class ValueTests
{
    [Fact]
    public void Positions_order_by_commit_then_prepare() =>
        Gen.Select(Gen.Long[0, 5], Gen.Long[0, 5], Gen.Long[0, 5], Gen.Long[0, 5]).Sample(t =>
        {
            var (left, right) = (new Position(t.Item1, t.Item2), new Position(t.Item3, t.Item4));
            var order = (t.Item1, t.Item2).CompareTo((t.Item3, t.Item4));
            Assert.Equal(
                (order < 0, order <= 0, order > 0, order >= 0, order == 0),
                (left < right, left <= right, left > right, left >= right, left == right));
        });

    [Fact]
    public void A_position_shows_one_number_where_it_has_one()
    {
        Assert.Equal("17", new Position(17).ToString());
        Assert.Equal("C:17/P:0", new Position(17, 0).ToString());
        Assert.True(Position.Start < new Position(1) && new Position(1) < Position.End);
    }

    [Fact]
    public void What_an_expected_revision_holds_for()
    {
        long?[] actual = [null, 0, 3];
        Assert.Equal([true, false, false], actual.Select(ExpectedRevision.NoStream.Holds));
        Assert.Equal([true, true, true], actual.Select(ExpectedRevision.Any.Holds));
        Assert.Equal([false, true, true], actual.Select(ExpectedRevision.StreamExists.Holds));
        Assert.Equal([false, false, true], actual.Select(ExpectedRevision.Exactly(3).Holds));
    }

    [Fact]
    public void Before_the_first_event_there_is_no_stream()
    {
        Assert.Equal(ExpectedRevision.NoStream, ExpectedRevision.Exactly(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExpectedRevision.Exactly(-2));
        Assert.Null(ExpectedRevision.Any.Revision);
        Assert.Equal(7, ExpectedRevision.Exactly(7).Revision);
    }

    [Fact]
    public void Text_of_the_user_is_never_read_as_a_pattern() =>
        Gen.Select(Gen.String, Gen.String).Where(t => t.Item1.Length > 0 && !t.Item1.StartsWith('$') && !t.Item1.StartsWith(EventFilter.SnapshotPrefix, StringComparison.Ordinal)).Sample(t =>
        {
            Assert.True(new EventFilter { Types = [t.Item1] }.Compile()("s", t.Item1));
            Assert.Equal(t.Item2.Length == 0, new EventFilter { Types = [t.Item1] }.Compile()("s", t.Item1 + t.Item2));
            Assert.True(new EventFilter { TypePrefixes = [t.Item1] }.Compile()("s", t.Item1 + t.Item2));
            Assert.True(new EventFilter { StreamPrefixes = ["x", t.Item1] }.Compile()(t.Item1 + t.Item2, "t"));
        });

    [Theory]
    [InlineData("Dog-1", "Dog.Registered", true)]
    [InlineData("$$Dog-1", "$metadata", false)]
    [InlineData("Dog-1", "$>", false)]
    [InlineData("snapshot-Dog-1", "State", false)]
    [InlineData("mysnapshot-1", "Snapshot", true)]
    public void The_empty_filter_hides_system_events_and_snapshots(string stream, string type, bool shown)
    {
        Assert.Equal(shown, EventFilter.None.Compile()(stream, type));
        Assert.True(new EventFilter { IncludeSnapshots = true, IncludeSystem = true }.Compile()(stream, type));
    }

    [Theory]
    [InlineData("0", 0, 0)]
    [InlineData("17", 17, 17)]
    [InlineData("C:17/P:5", 17, 5)]
    public void A_position_is_read_as_it_is_written(string text, long commit, long prepare)
    {
        Assert.True(Position.TryParse(text, out var position));
        Assert.Equal((new Position(commit, prepare), text), (position, position.ToString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("C:1")]
    [InlineData("C:1/P:")]
    [InlineData("P:1/C:1")]
    [InlineData("1/1")]
    public void What_is_no_position_is_not_read(string? text) => Assert.False(Position.TryParse(text, out _));
}
