using System.Text;
using System.Text.Json.Nodes;
using EventSourcing.Persistence;

namespace EventSourcing.Tests.Persistence.Mapping;

public sealed class EventMetadataTests
{
    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"version\":\"x\",\"time\":\"never\",\"cipher\":7,\"$own\":1}")]
    [InlineData("\u0001")]
    public void Foreign_metadata_says_nothing(string metadata) =>
        Assert.Equal(new EventMetadata(null, null, null), EventMetadata.Parse(Encoding.UTF8.GetBytes(metadata)));

    [Fact]
    public void Metadata_survives_the_round_trip()
    {
        var metadata = new EventMetadata("a\"ä", "b", new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(2)), 3)
        {
            Form = new DataForm("brotli", "aes-gcm", "2026"),
            Custom = new JsonObject { ["user"] = "ädä", ["tags"] = new JsonArray(1, 2.50m, true, null), ["none"] = null, ["more"] = new JsonObject { ["$inner"] = 1 } },
        };

        var back = EventMetadata.Parse(metadata.ToBytes());

        Assert.Equal(metadata, back);
        Assert.Equal("""{"user":"ädä","tags":[1,2.50,true,null],"none":null,"more":{"$inner":1}}""", back.Custom!.ToJsonString(Plainly));
        Assert.NotEqual(metadata with { Custom = null }, back);
    }

    [Theory]
    [InlineData("$correlationId")]
    [InlineData("$anything")]
    [InlineData("time")]
    [InlineData("version")]
    [InlineData("compressor")]
    [InlineData("cipher")]
    [InlineData("keyId")]
    [InlineData("")]
    public void Reserved_keys_are_refused(string key)
    {
        var error = Assert.Throws<ArgumentException>(() => EventMetadata.CheckCustom(new JsonObject { ["mine"] = 1, [key] = 1 }));

        Assert.Contains($"'{key}'", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new EventMetadata(null, null, null) { Custom = new JsonObject { [key] = 1 } }.ToBytes());
    }

    private static System.Text.Json.JsonSerializerOptions Plainly { get; } = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
