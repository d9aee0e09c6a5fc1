extern alias Emulator;

using Emulator::EventStoreDb.Emulator.Store;
using Xunit;

namespace EventSourcing.Tests.EventStoreDb.Emulator.Store;

public sealed class StreamMetadataTests : StoreTests
{
    [Fact]
    public void Events_older_than_the_maximum_age_are_not_served()
    {
        Append("a", 2);
        Time.Advance(TimeSpan.FromSeconds(30));
        Append("a", 1);
        SetMetadata("a", """{"$maxAge":60}""");

        Time.Advance(TimeSpan.FromSeconds(31));

        Assert.Equal([2], Revisions("a"));
    }

    [Fact]
    public void When_all_events_are_too_old_the_stream_is_empty_but_there()
    {
        Append("a", 2);
        SetMetadata("a", """{"$maxAge":1}""");
        Time.Advance(TimeSpan.FromSeconds(2));

        var page = Read("a");

        Assert.Equal(StreamPage.Finding.Stream, page.Found);
        Assert.Empty(page.Events);
        Assert.Equal(1, page.Last);
    }

    [Theory]
    [InlineData("""{"$maxCount":"1"}""")]
    [InlineData("""{"$maxCount":1.0}""")]
    [InlineData("""{"$maxCount":1,"$maxAge":"1"}""")]
    [InlineData("""{"$maxCount":1,"$acl":[]}""")]
    [InlineData("""{"$maxCount":1,"$tmp":1}""")]
    [InlineData("[1]")]
    [InlineData("{")]
    public void One_known_key_of_a_wrong_type_makes_all_of_it_count_for_nothing(string metadata)
    {
        Append("a", 2);
        SetMetadata("a", metadata);

        Assert.Equal([0, 1], Revisions("a"));
    }

    [Theory]
    [InlineData("""{"$maxCount":1,"$maxAge":-1,"$tb":-1,"$cacheControl":0}""")]
    [InlineData("""{"$maxCount":1,"other":{"$tb":5}}""")]
    public void A_number_out_of_range_or_an_unknown_key_is_left_out_alone(string metadata)
    {
        Append("a", 2);
        SetMetadata("a", metadata);

        Assert.Equal([1], Revisions("a"));
    }

    [Fact]
    public void The_last_event_of_the_metadata_stream_counts_whatever_its_type()
    {
        Append("a", 2);
        SetMetadata("a", """{"$maxCount":1}""");
        Append("$$a", 1);

        Assert.Equal([0, 1], Revisions("a"));
    }

    [Fact]
    public void A_metadata_stream_serves_its_newest_event_only()
    {
        SetMetadata("a", "{}");
        SetMetadata("a", "{}");

        Assert.Equal([1], Revisions("$$a"));
    }

    [Fact]
    public void Four_dollar_signs_begin_an_ordinary_stream()
    {
        Append("$$$$a", 2);

        Assert.Equal([0, 1], Revisions("$$$$a"));
    }
}
