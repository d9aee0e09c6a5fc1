extern alias Emulator;

using System.Text;
using Emulator::EventStoreDb.Emulator.Store;
using Xunit;

namespace EventSourcing.Tests.EventStoreDb.Emulator.Store;

public sealed class DeletionTests : StoreTests
{
    [Fact]
    public void Metadata_written_after_a_soft_delete_revives_the_stream_as_empty()
    {
        Append("a", 3);
        Database.Delete("a", ExpectedRevision.Any);

        SetMetadata("a", """{"$maxCount":10}""");

        var page = Read("a");
        Assert.Equal(StreamPage.Finding.Stream, page.Found);
        Assert.Empty(page.Events);
        Assert.Equal((3, 2), (page.Next, page.Last));
        Assert.Equal("""{"$maxCount":10,"$tb":3}""", Encoding.UTF8.GetString(Database.LastOf("$$a")!.Content.Data.Span));
    }

    [Fact]
    public void A_stream_written_again_after_a_soft_delete_is_truncated_where_it_went_on()
    {
        Append("a", 3);
        SetMetadata("a", """{"$maxCount":10}""");
        Database.Delete("a", ExpectedRevision.Any);

        Append("a", 2);

        Assert.Equal([3, 4], Revisions("a"));
        Assert.Equal("""{"$tb":3}""", Encoding.UTF8.GetString(Database.LastOf("$$a")!.Content.Data.Span));
    }

    [Fact]
    public void A_soft_deleted_stream_may_be_deleted_again_unless_it_is_expected_to_exist()
    {
        Append("a", 3);
        Database.Delete("a", ExpectedRevision.Any);

        Assert.IsType<WriteOutcome.Written>(Database.Delete("a", ExpectedRevision.Any));
        Assert.IsType<WriteOutcome.Written>(Database.Delete("a", ExpectedRevision.NoStream));
        Assert.IsType<WriteOutcome.Written>(Database.Delete("a", new ExpectedRevision(2)));
        Assert.Equal(new WriteOutcome.Conflict(2), Database.Delete("a", new ExpectedRevision(1)));
        Assert.IsType<WriteOutcome.Deleted>(Database.Delete("a", ExpectedRevision.StreamExists));
    }

    [Fact]
    public void A_missing_stream_can_be_tombstoned_but_not_deleted()
    {
        Assert.Equal(new WriteOutcome.Conflict(-1), Database.Delete("a", ExpectedRevision.Any));
        Assert.Equal(new WriteOutcome.Conflict(-1), Database.Tombstone("a", ExpectedRevision.StreamExists));
        Assert.IsType<WriteOutcome.Written>(Database.Tombstone("a", ExpectedRevision.NoStream));
        Assert.Equal(StreamPage.Finding.Tombstoned, Read("a").Found);
    }

    [Fact]
    public void A_tombstone_ends_the_metadata_stream_too()
    {
        Append("a", 1);
        Database.Tombstone("a", ExpectedRevision.Any);

        Assert.IsType<WriteOutcome.Deleted>(SetMetadata("a", "{}"));
        Assert.IsType<WriteOutcome.Deleted>(Database.Append("a", ExpectedRevision.Any, []));
    }

    [Fact]
    public void Metadata_that_was_there_before_the_tombstone_can_be_added_to_but_not_read()
    {
        SetMetadata("a", "{}");
        Database.Tombstone("a", ExpectedRevision.Any);

        Assert.Equal(1, Assert.IsType<WriteOutcome.Written>(SetMetadata("a", "{}")).Revision);
        Assert.Equal(StreamPage.Finding.Tombstoned, Read("$$a").Found);
    }

    [Fact]
    public void A_stream_that_has_metadata_only_counts_as_missing_and_yet_as_existing()
    {
        SetMetadata("a", "{}");

        Assert.Equal(StreamPage.Finding.Missing, Read("a").Found);
        Assert.IsType<WriteOutcome.Written>(Database.Append("a", ExpectedRevision.StreamExists, Events(1)));
    }

    [Fact]
    public void A_stream_that_has_metadata_only_can_be_deleted()
    {
        Assert.IsType<WriteOutcome.Conflict>(Database.Delete("a", ExpectedRevision.Any));
        SetMetadata("a", "{}");

        Assert.IsType<WriteOutcome.Written>(Database.Delete("a", ExpectedRevision.NoStream));
        Assert.IsType<WriteOutcome.Deleted>(Database.Append("a", ExpectedRevision.StreamExists, Events(1)));
    }

    [Fact]
    public void An_append_without_events_revives_a_soft_deleted_stream_unless_it_expects_no_stream()
    {
        Append("a", 2);
        Database.Delete("a", ExpectedRevision.Any);

        Assert.IsType<WriteOutcome.Conflict>(Database.Append("a", ExpectedRevision.NoStream, []));
        Assert.Equal(StreamPage.Finding.Missing, Read("a").Found);
        Assert.Equal(1, Assert.IsType<WriteOutcome.Written>(Database.Append("a", ExpectedRevision.Any, [])).Revision);
        Assert.Equal((StreamPage.Finding.Stream, 0), (Read("a").Found, Read("a").Events.Count));
    }
}
