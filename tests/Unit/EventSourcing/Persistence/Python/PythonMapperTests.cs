using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventSourcing.Domain;
using EventSourcing.Persistence;
using EventSourcing.Persistence.Compression;
using EventSourcing.Persistence.Encryption;
using EventSourcing.Persistence.Python;

namespace EventSourcing.Tests.Persistence.Python;

public sealed class PythonMapperTests
{
    private static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2));

    private readonly PythonMapper _mapper = new(new EventTypeRegistry().AddAggregate(typeof(PythonSchool.Dog)).Add(typeof(Values)).Add(typeof(Versioned)).Add(typeof(Empty)));

    [Fact]
    public void Values_are_written_as_Python_writes_them()
    {
        var values = new Values(
            new Guid("0198aaaa-bbbb-7ccc-8ddd-eeeeffff0001"), 0.0000001m, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromMinutes(-90)).AddTicks(1234567),
            new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Unspecified), 1e16, 2, BigInteger.Pow(10, 30), DayOfWeek.Friday, null, "<é\u001f\u007f\u2028🦴\\u0041");

        var stored = _mapper.ToStored(new RaisedEvent(Guid.NewGuid(), values, Time, "", null));

        Assert.Equal(
            """{"timestamp":{"_type_":"datetime_iso","_data_":"2026-01-02T01:04:05+00:00"},"some_id":{"_type_":"uuid_hex","_data_":"0198aaaabbbb7ccc8dddeeeeffff0001"},"price":{"_type_":"decimal_str","_data_":"1E-7"},"moment":{"_type_":"datetime_iso","_data_":"2026-01-02T03:04:05.123456-01:30"},"naive":{"_type_":"datetime_iso","_data_":"2026-01-02T03:04:05"},"real":1e+16,"small":2.0,"big":1000000000000000000000000000000,"day":"Friday","nothing":null,"text":"<é\u001f""" + "\u007f\u2028🦴" + """\\u0041"}""",
            Encoding.UTF8.GetString(stored.Data.Span));
        Assert.Equal(values with { Moment = values.Moment.AddTicks(-7) }, _mapper.ToDomain(Recorded(stored.Type, stored.Data)));
    }

    [Fact]
    public void An_event_without_members_has_a_timestamp_alone() =>
        Assert.Equal("""{"timestamp":{"_type_":"datetime_iso","_data_":"2026-01-02T01:04:05+00:00"}}""", Written(new Empty()));

    [Fact]
    public void A_version_above_1_stands_at_the_end_and_older_ones_are_brought_up()
    {
        Assert.EndsWith(""","name":"a","count":7,"class_version":2}""", Written(new Versioned("a", 7)), StringComparison.Ordinal);

        Assert.Equal(new Versioned("a", 7), _mapper.ToDomain(Recorded("m:Versioned", """{"name":"a","count":7,"class_version":2}""")));
        Assert.Equal(new Versioned("class_version", 1), _mapper.ToDomain(Recorded("m:Versioned", """{"name":"class_version"}""")));
        Assert.Contains("version 3", Assert.Throws<EventMappingException>(() => _mapper.ToDomain(Recorded("m:Versioned", """{"class_version":3}"""))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1E-29")]
    [InlineData("1.00000000000000000000000000000")]
    [InlineData("79228162514264337593543950336")]
    [InlineData("1E+29")]
    [InlineData("NaN")]
    [InlineData("-Infinity")]
    [InlineData("")]
    [InlineData("1E")]
    [InlineData("1 ")]
    public void A_decimal_that_NET_cannot_hold_is_refused_and_never_rounded(string text)
    {
        var error = Assert.Throws<EventMappingException>(() => _mapper.ToDomain(Recorded("m:Priced", $$$"""{"price":{"_type_":"decimal_str","_data_":"{{{text}}}"}}""", typeof(Priced))));

        Assert.Equal(("id", 4L, "m:Priced"), (error.Stream, error.Revision, error.EventType));
    }

    [Theory]
    [InlineData("""{"price":1.5}""")]
    [InlineData("""{"price":"1.5"}""")]
    [InlineData("""{"price":{"_type_":"uuid_hex","_data_":"1.5"}}""")]
    [InlineData("""{"price":{"_type_":"decimal_str"}}""")]
    [InlineData("""{"price":{"_data_":"1.5"}}""")]
    [InlineData("""{"price":{"_type_":"decimal_str","_data_":1}}""")]
    [InlineData("""{"price":{"_type_":"decimal_str","_data_":"1.5","more":1}}""")]
    public void A_value_without_its_tag_is_refused(string data) =>
        Assert.Throws<EventMappingException>(() => _mapper.ToDomain(Recorded("m:Priced", data, typeof(Priced))));

    [Fact]
    public void Data_in_another_form_than_the_settings_say_is_refused_with_advice()
    {
        var keys = CipherKeys.Parse(CipherKey.Create());
        var encrypting = new PythonMapper(_mapper.Types, codec: new DataCodec(new ZlibCompressor(), new AesGcmCipher(keys)));
        var other = new PythonMapper(_mapper.Types, codec: new DataCodec(new ZlibCompressor(), new AesGcmCipher(CipherKeys.Parse(CipherKey.Create()))));
        var stored = encrypting.ToStored(new RaisedEvent(Guid.NewGuid(), new PythonSchool.Dog.TrickAdded("sit"), Time, "", null));

        Assert.Contains("CIPHER_KEY", Assert.Throws<EventMappingException>(() => _mapper.ToDomain(Recorded(stored.Type, stored.Data))).Message, StringComparison.Ordinal);
        Assert.Throws<EventDecryptionException>(() => other.ToDomain(Recorded(stored.Type, stored.Data)));
        Assert.Throws<EventDecryptionException>(() => encrypting.ToDomain(Recorded(stored.Type, "{}")));
        Assert.Throws<EventDecompressionException>(() => new PythonMapper(_mapper.Types, codec: new DataCodec(new ZlibCompressor())).ToDomain(Recorded(stored.Type, "{}")));
    }

    [Fact]
    public void What_Python_could_not_read_is_not_written()
    {
        Assert.Contains("topic", Assert.Throws<EventMappingException>(() => Written(new NoTopic())).Message, StringComparison.Ordinal);
        Assert.Contains("timestamp", Assert.Throws<EventMappingException>(() => Written(new Taken("now"))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => _mapper.ToStored(new RaisedEvent(Guid.NewGuid(), new Empty(), Time, "", null) { Metadata = new JsonObject { ["user"] = "ada" } }));
        Assert.Throws<EventMappingException>(() => Written(new Half("\ud800")));
        Assert.Throws<EventMappingException>(() => Written(new Local(DateTime.SpecifyKind(default, DateTimeKind.Local))));
        Assert.Throws<EventMappingException>(() => Written(new Real(double.NaN)));
    }

    [Fact]
    public void A_transcoding_of_your_own_is_a_converter()
    {
        var json = new JsonSerializerOptions(PythonMapper.DefaultJson);
        json.Converters.Insert(0, new DateTranscoding());
        var mapper = new PythonMapper(new EventTypeRegistry().Add(typeof(Dated)), json);

        var stored = mapper.ToStored(new RaisedEvent(Guid.NewGuid(), new Dated(new DateOnly(2026, 1, 2)), Time, "", null));

        Assert.EndsWith("""{"_type_":"date_iso","_data_":"2026-01-02"}}""", Encoding.UTF8.GetString(stored.Data.Span), StringComparison.Ordinal);
        Assert.Equal(new Dated(new DateOnly(2026, 1, 2)), mapper.ToDomain(Recorded(stored.Type, stored.Data)));
    }

    private string Written(object data) => Encoding.UTF8.GetString(_mapper.ToStored(new RaisedEvent(Guid.NewGuid(), data, Time, "", null)).Data.Span);

    private RecordedEvent Recorded(string type, string data, Type? add = null)
    {
        if (add is not null)
            _mapper.Types.Add(add);
        return Recorded(type, Encoding.UTF8.GetBytes(data));
    }

    private static RecordedEvent Recorded(string type, ReadOnlyMemory<byte> data) => new()
    {
        Stream = "id",
        Revision = 4,
        Position = null,
        Id = Guid.NewGuid(),
        Type = type,
        Created = default,
        Data = data,
        Metadata = default,
        IsJson = false,
    };

    [EventType("m:Values")]
    private sealed record Values(
        Guid SomeId, decimal Price, DateTimeOffset Moment, DateTime Naive, double Real, float Small, BigInteger Big, DayOfWeek Day, string? Nothing, string Text);

    [EventType("m:Versioned", Version = 2)]
    private sealed record Versioned(string Name, int Count)
    {
        [Upcast(from: 1)]
        private static JsonObject AddCount(JsonObject old)
        {
            old["count"] = 1;
            return old;
        }
    }

    private sealed class DateTranscoding() : PythonTranscoding<DateOnly>("date_iso")
    {
        protected override string Encode(DateOnly value) => value.ToString("o", System.Globalization.CultureInfo.InvariantCulture);

        protected override DateOnly Decode(string data) => DateOnly.ParseExact(data, "o", System.Globalization.CultureInfo.InvariantCulture);
    }

    [EventType("m:Empty")]
    private sealed record Empty;

    [EventType("m:Priced")]
    private sealed record Priced(decimal Price);

    private sealed record NoTopic;

    [EventType("m:Taken")]
    private sealed record Taken(string Timestamp);

    [EventType("m:Half")]
    private sealed record Half(string Text);

    [EventType("m:Local")]
    private sealed record Local(DateTime Time);

    [EventType("m:Real")]
    private sealed record Real(double Number);

    [EventType("m:Dated")]
    private sealed record Dated(DateOnly Day);
}
