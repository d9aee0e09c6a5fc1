extern alias Emulator;

using Emulator::EventStoreDb.Emulator.Store;
using Xunit;

namespace EventSourcing.Tests.EventStoreDb.Emulator.Store;

public sealed class LogTests : StoreTests
{
    [Fact]
    public void The_log_holds_everything_but_hidden_streams()
    {
        Append("$persistentsubscription-$all::group-checkpoint", 1);
        Append("$persistentsubscription-a::group-checkpoint", 1);
        Append("a", 1);
        Database.Tombstone("a", ExpectedRevision.Any);

        var page = Database.ReadLogForwards(0, 100, 100, null);

        Assert.Equal(
            ["$$$scavenges", "$persistentsubscription-a::group-checkpoint", "a", "a"],
            page.Events.Select(recorded => recorded.Stream));
        Assert.Equal(RecordedEvent.TombstoneRevision, page.Events[^1].Revision);
    }

    [Fact]
    public void Positions_are_those_of_records_with_gaps_between()
    {
        var position = Assert.IsType<WriteOutcome.Written>(Append("a", 1)).Position!.Value;

        Assert.Equal(LogPlace.Kind.Record, Database.Locate(position).Is);
        Assert.Equal(LogPlace.Kind.InsideRecord, Database.Locate(position + 1).Is);
        Assert.Equal(LogPlace.Kind.Beyond, Database.Locate(long.MaxValue).Is);
    }

    [Fact]
    public void A_page_ends_at_the_window_or_at_the_count_whichever_is_first()
    {
        Append("a", 10);
        var filter = new EventFilter(byStream: true, "", ["a"]);

        Assert.Equal(3, Database.ReadLogForwards(2, 100, 3, filter).Considered);
        Assert.Equal(2, Database.ReadLogForwards(2, 2, 100, filter).Events.Count);
        Assert.Equal(3, Database.ReadLogBackwards(12, 100, 3, filter).Considered);
    }

    [Fact]
    public void An_append_without_events_takes_a_position_but_brings_nothing()
    {
        var before = Database.ReadLogForwards(0, 100, 100, null).Events.Count;

        Assert.Equal(-1, Assert.IsType<WriteOutcome.Written>(Append("a", 0)).Revision);

        Assert.Equal(before, Database.ReadLogForwards(0, 100, 100, null).Events.Count);
        Assert.Equal(StreamPage.Finding.Missing, Read("a").Found);
    }

    [Fact]
    public async Task A_reader_that_waits_is_woken_by_the_next_write()
    {
        var written = Database.NextWrite;
        Assert.False(written.IsCompleted);

        Append("a", 1);

        await written.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("0@a", 0)]
    [InlineData("9@a", null)]
    [InlineData("0@none", null)]
    public void A_link_resolves_to_an_event_that_is_served(string link, int? revision)
    {
        Append("a", 1);
        Database.Append("links", ExpectedRevision.Any, Events(1, RecordedEvent.LinkType, link));

        var target = Database.Resolve(LinkReference.Parse(Database.LastOf("links")!)!.Value);

        Assert.Equal(revision, (int?)target?.Revision);
    }

    [Theory]
    [InlineData("rubbish")]
    [InlineData("x@a")]
    [InlineData("@a")]
    [InlineData("-1@a")]
    public void What_is_no_reference_is_no_link(string text)
    {
        Database.Append("links", ExpectedRevision.Any, Events(1, RecordedEvent.LinkType, text));

        Assert.Null(LinkReference.Parse(Database.LastOf("links")!));
    }
}
