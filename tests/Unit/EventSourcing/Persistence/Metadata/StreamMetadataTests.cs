using System.Text;
using EventSourcing.Persistence.Metadata;

namespace EventSourcing.Tests.Persistence.Metadata;

public sealed class StreamMetadataTests
{
    [Fact]
    public void What_is_written_is_what_the_server_reads()
    {
        var metadata = new StreamMetadata
        {
            MaxAge = TimeSpan.FromMinutes(1),
            MaxCount = 7,
            TruncateBefore = 0,
            CacheControl = TimeSpan.FromSeconds(3),
            Acl = new StreamAcl { Read = ["$all"], Write = [], MetadataRead = ["ann", "$ops"] },
            Custom = new Dictionary<string, string>(StringComparer.Ordinal) { ["owner"] = """{ "é": [1.0, 2e3] }""" },
        };

        var json = Encoding.UTF8.GetString(metadata.ToBytes());

        Assert.Equal("""{"$maxAge":60,"$maxCount":7,"$tb":0,"$cacheControl":3,"$acl":{"$r":["$all"],"$w":[],"$mr":["ann","$ops"]},"owner":{ "é": [1.0, 2e3] }}""", json);
        Assert.Equivalent(metadata, StreamMetadata.Parse(Encoding.UTF8.GetBytes(json)), strict: true);
    }

    [Fact]
    public void A_single_role_is_a_list_of_one_and_numbers_out_of_range_are_not_there()
    {
        var read = StreamMetadata.Parse("""{"$acl":{"$r":"ann"},"$maxCount":0,"$tb":-1,"$tmp":true}"""u8.ToArray())!;

        Assert.Equal(["ann"], read.Acl!.Read!);
        Assert.Null(read.Acl.Write);
        Assert.Equal((null, null), (read.MaxCount, read.TruncateBefore));
        Assert.Equal("true", read.Custom["$tmp"]);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("""{"$maxCount":2.0}""")]
    [InlineData("""{"$maxCount":"2"}""")]
    [InlineData("""{"$acl":{"$r":[1]}}""")]
    [InlineData("""{"$acl":7}""")]
    public void What_the_server_ignores_is_no_metadata(string json) => Assert.Null(StreamMetadata.Parse(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void What_the_server_would_ignore_is_not_written()
    {
        Assert.Throws<ArgumentException>(() => new StreamMetadata { MaxAge = TimeSpan.FromMilliseconds(1500) }.ToBytes());
        Assert.Throws<ArgumentException>(() => new StreamMetadata { MaxCount = 0 }.ToBytes());
        Assert.Throws<ArgumentException>(() => new StreamMetadata { Custom = new Dictionary<string, string>(StringComparer.Ordinal) { ["$tb"] = "1" } }.ToBytes());
        Assert.Throws<ArgumentException>(() => new StreamMetadata { Custom = new Dictionary<string, string>(StringComparer.Ordinal) { ["mine"] = "{" } }.ToBytes());
    }
}
