extern alias Emulator;

using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Emulator::EventStoreDb.Emulator;
using EventSourcing.EventStoreDb.Client.Telemetry;
using EventSourcing.Persistence;

namespace EventSourcing.Tests.EventStoreDb.Client.Telemetry;

public sealed class TraceContextTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Span = "b7ad6b7169203331";

    [Theory]
    [InlineData("", """{"$traceId":"T","$spanId":"S"}""")]
    [InlineData("{}", """{"$traceId":"T","$spanId":"S"}""")]
    [InlineData(" { } ", """{ "$traceId":"T","$spanId":"S"}""")]
    [InlineData("""{"a":{"$traceId":"x"},"b":[1]}""", """{"a":{"$traceId":"x"},"b":[1],"$traceId":"T","$spanId":"S"}""")]
    public async Task Metadata_that_is_an_object_or_empty_gets_the_ids_of_the_append(string metadata, string expected)
    {
        await using var stage = await Stage.SetAsync();
        using var watch = Watch.Begin();

        await stage.AppendAsync("dog-1", Stage.Event(metadata));

        var append = watch.Only("streams.append");
        var recorded = await stage.FirstAsync("dog-1");
        Assert.Equal(expected.Replace("T", $"{append.TraceId}", StringComparison.Ordinal).Replace("S", $"{append.SpanId}", StringComparison.Ordinal), Text(recorded.Metadata));
        Assert.Equal(new ActivityContext(append.TraceId, append.SpanId, ActivityTraceFlags.Recorded, null, isRemote: true), EventStoreDbTelemetry.ProducerOf(recorded));
    }

    [Theory]
    [InlineData("""{"$traceId":"mine"}""")]
    [InlineData("""{"$spanId":"mine"}""")]
    [InlineData("""{"\u0024traceId":"mine"}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("{not JSON}")]
    [InlineData("""{"a":1}{}""")]
    [InlineData("""{"a":1,}""")]
    [InlineData("\0{}")]
    public async Task Other_metadata_is_left_as_it_is(string metadata)
    {
        await using var stage = await Stage.SetAsync();
        using var watch = Watch.Begin();

        await stage.AppendAsync("dog-1", Stage.Event(metadata));

        Assert.Equal(metadata, Text((await stage.FirstAsync("dog-1")).Metadata));
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"a":1}""")]
    public async Task Metadata_is_left_as_it_is_where_the_trace_is_not_recorded(string metadata)
    {
        await using var stage = await Stage.SetAsync();
        using var watch = Watch.Begin(isRecorded: false);

        await stage.AppendAsync("dog-1", Stage.Event(metadata));

        Assert.Equal(metadata, Text((await stage.FirstAsync("dog-1")).Metadata));
    }

    [Fact]
    public async Task A_repeated_append_carries_the_ids_of_the_first_attempt()
    {
        await using var stage = await Stage.SetAsync(new FaultPlan().OnCall("Streams/BatchAppend", 1, Fault.DropBeforeCommit));
        using var watch = Watch.Begin();

        await stage.AppendAsync("dog-1", Stage.Event(), Stage.Event());

        var append = watch.Only("streams.append");
        Assert.Single(append.Events, one => one.Name == "retry");
        var read = await stage.Client.ReadStreamAsync("dog-1", StreamRead.Forwards, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([append.SpanId, append.SpanId], read.Select(recorded => EventStoreDbTelemetry.ProducerOf(recorded)!.Value.SpanId));
    }

    [Fact]
    public void Bytes_that_are_no_JSON_object_are_never_touched_and_objects_keep_what_they_hold()
    {
        using var span = Recorded();
        var key = Gen.String[Gen.Char["ab$\"\\é\u2028"], 0, 4];
        var value = Gen.OneOf(Gen.Int.Select(number => (JsonNode?)JsonValue.Create(number)), Gen.String.Select(text => (JsonNode?)JsonValue.Create(text)), Gen.Const((JsonNode?)null));
        var json = Gen.Select(Gen.Dictionary(key, value)[0, 4], Gen.Bool).Select((members, isIndented) =>
            Encoding.UTF8.GetBytes(new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))).ToJsonString(new() { WriteIndented = isIndented })));
        var binary = Gen.Byte.Array[0, 20].Select(bytes => (byte[])[(byte)'{', .. bytes, (byte)'}']);

        Gen.OneOf(json, binary).Sample(metadata =>
        {
            var written = TraceContext.Write([new NewEvent(Guid.NewGuid(), "t", default, metadata)], span)[0].Metadata;
            var before = Parse(metadata);
            if (before is null)
                return written.Span.SequenceEqual(metadata);
            var after = Parse(written.Span)!;
            return after.Remove("$traceId") && after.Remove("$spanId") && JsonNode.DeepEquals(before, after);
        });
    }

    [Theory]
    [InlineData("""{"a":1,"$spanId":"S","b":{"$spanId":"x"},"$traceId":"T"}""", true)]
    [InlineData("""{"$traceId":"T"}""", false)]
    [InlineData("""{"$traceId":"T","$spanId":7}""", false)]
    [InlineData("""{"$traceId":"00000000000000000000000000000000","$spanId":"S"}""", false)]
    [InlineData("""{"$traceId":"not hex","$spanId":"S"}""", false)]
    [InlineData("""{"b":{"$traceId":"T","$spanId":"S"}}""", false)]
    [InlineData("\"$traceId\"", false)]
    [InlineData("$traceId", false)]
    [InlineData("", false)]
    public void The_producer_is_found_where_both_ids_are_there_and_are_ids(string metadata, bool isFound)
    {
        var recorded = new RecordedEvent
        {
            Stream = "dog-1",
            Revision = 0,
            Position = null,
            Id = Guid.NewGuid(),
            Type = "t",
            Created = default,
            Data = default,
            Metadata = Encoding.UTF8.GetBytes(metadata.Replace("T", Trace, StringComparison.Ordinal).Replace("\"S\"", $"\"{Span}\"", StringComparison.Ordinal)),
            IsJson = true,
        };

        var producer = EventStoreDbTelemetry.ProducerOf(recorded);

        Assert.Equal(isFound, producer is not null);
        if (isFound)
            Assert.Equal((Trace, Span), ($"{producer!.Value.TraceId}", $"{producer.Value.SpanId}"));
    }

    private static Activity Recorded()
    {
        var span = new Activity("t") { ActivityTraceFlags = ActivityTraceFlags.Recorded };
        return span.SetIdFormat(ActivityIdFormat.W3C).Start();
    }

    private static JsonObject? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
