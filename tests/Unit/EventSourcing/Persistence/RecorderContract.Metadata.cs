using EventSourcing.Persistence;
using EventSourcing.Persistence.Metadata;

namespace EventSourcing.Tests.Persistence;

public abstract partial class RecorderContract
{
    [Fact]
    public async Task Metadata_that_was_set_is_read_under_its_own_revision()
    {
        Assert.Null((await Recorder.GetStreamMetadataAsync(Stream, Cancel)).Revision);

        var metadata = new StreamMetadata { MaxCount = 2, Acl = new StreamAcl { Read = ["$all"] }, Custom = new Dictionary<string, string>(StringComparer.Ordinal) { ["owner"] = "{ \"x\": 1.0 }" } };
        await SetAsync(metadata, ExpectedRevision.NoStream);

        var read = await Recorder.GetStreamMetadataAsync(Stream, Cancel);
        Assert.Equal((Stream, 0L, false), (read.Stream, read.Revision, read.IsIgnored));
        Assert.Equivalent(metadata, read.Metadata, strict: true);
        Assert.Equal(0, (await Assert.ThrowsAsync<WrongExpectedRevisionException>(() => SetAsync(new(), ExpectedRevision.NoStream))).Actual);
        await SetAsync(new(), ExpectedRevision.Exactly(0));
        Assert.Equal(1, (await Recorder.GetStreamMetadataAsync(Stream, Cancel)).Revision);
    }

    [Fact]
    public async Task Only_the_newest_events_are_served_where_metadata_limits_them()
    {
        await AppendAsync(ExpectedRevision.NoStream, Events(5));

        await SetAsync(new() { MaxCount = 2 });
        Assert.Equal([3L, 4L], (await ReadAsync()).Select(read => read.Revision));
        Assert.Equal([4L, 3L], (await ReadAsync(StreamRead.Backwards)).Select(read => read.Revision));
        await AppendAsync(ExpectedRevision.Exactly(4), Event());
        Assert.Equal([4L, 5L], (await ReadAsync()).Select(read => read.Revision));

        await SetAsync(new() { TruncateBefore = 5 });
        Assert.Equal([5L], (await ReadAsync(new StreamRead { From = 1 })).Select(read => read.Revision));
        await SetAsync(new() { TruncateBefore = 100 });
        Assert.Empty(await ReadAsync(new StreamRead { MustExist = true }));
    }

    [Fact]
    public async Task A_soft_delete_is_metadata_and_what_is_written_afterwards_begins_there()
    {
        await SetAsync(new() { MaxCount = 7 });
        await AppendAsync(ExpectedRevision.NoStream, Events(2));

        await Recorder.DeleteStreamAsync(Stream, ExpectedRevision.Any, Cancel);
        Assert.Equal(new StreamMetadata { TruncateBefore = long.MaxValue, Custom = NoKeys }, await MetadataAsync());

        await AppendAsync(ExpectedRevision.Any, Event());
        Assert.Equal(new StreamMetadata { TruncateBefore = 2, Custom = NoKeys }, await MetadataAsync());
        Assert.Equal([2L], (await ReadAsync()).Select(read => read.Revision));
    }

    [Fact]
    public async Task Other_metadata_revives_a_soft_deleted_stream_as_an_empty_one()
    {
        await AppendAsync(ExpectedRevision.NoStream, Events(2));
        await Recorder.DeleteStreamAsync(Stream, ExpectedRevision.Any, Cancel);

        await SetAsync(new() { MaxCount = 5 });

        Assert.Empty(await ReadAsync(new StreamRead { MustExist = true }));
        Assert.Equal((5L, 2L), await MetadataAsync() is { MaxCount: { } count, TruncateBefore: { } before } ? (count, before) : default);
        Assert.Equal(2, (await AppendAsync(ExpectedRevision.Exactly(1), Event())).Revision);
    }

    [Fact]
    public async Task The_metadata_of_a_tombstoned_stream_is_gone_with_it()
    {
        await SetAsync(new() { MaxCount = 7 });
        await Recorder.TombstoneStreamAsync(Stream, ExpectedRevision.Any, Cancel);

        await Assert.ThrowsAsync<StreamDeletedException>(() => Recorder.GetStreamMetadataAsync(Stream, Cancel));
    }

    // EventStoreDB 23.10 takes metadata for a tombstoned stream that had some before, and never serves it.
    [Fact]
    public async Task A_tombstoned_stream_takes_no_metadata()
    {
        await Recorder.TombstoneStreamAsync(Stream, ExpectedRevision.Any, Cancel);

        await Assert.ThrowsAsync<StreamDeletedException>(() => SetAsync(new()));
        await Assert.ThrowsAsync<StreamDeletedException>(() => Recorder.GetStreamMetadataAsync(Stream, Cancel));
    }

    [Fact]
    public async Task A_stream_of_metadata_has_none_itself() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Recorder.GetStreamMetadataAsync("$$" + Stream, Cancel));

    private static readonly Dictionary<string, string> NoKeys = [];

    private Task<AppendResult> SetAsync(StreamMetadata metadata, ExpectedRevision? expected = null) =>
        Recorder.SetStreamMetadataAsync(Stream, metadata, expected ?? ExpectedRevision.Any, Cancel);

    private async Task<StreamMetadata> MetadataAsync() => (await Recorder.GetStreamMetadataAsync(Stream, Cancel)).Metadata with { Custom = NoKeys };
}
