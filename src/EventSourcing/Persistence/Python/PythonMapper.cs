using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using EventSourcing.Domain;
using EventSourcing.Persistence.Json;

namespace EventSourcing.Persistence.Python;

/// <summary>Maps events as the Python <c>eventsourcing</c> library does with its JSON transcoder, so that either side
/// reads and continues the streams of the other. Use it with <c>StreamNaming.IdAlone</c>.</summary>
/// <remarks>
/// <para>The type name is the topic of the event's class in Python: <c>trainingschool:Dog.TrickAdded</c>, which events
/// nested in a class with <c>[AggregateName("trainingschool:Dog")]</c> have by themselves. Python keeps no metadata with
/// events, so correlation and causation ids are not stored. Compression and encryption are those of the settings for
/// every event, as in Python: nothing in the store says which.</para>
/// </remarks>
public sealed class PythonMapper : IMapper
{
    private const string Timestamp = "timestamp";
    private const string OriginatorTopic = "originator_topic";
    private const string ClassVersion = "class_version";
    private static readonly string[] OwnNames = [Timestamp, OriginatorTopic, ClassVersion, "originator_id", "originator_version"];
    private static readonly DateTimeOffsetTranscoding Times = new();
    private static readonly JsonWriterOptions Unfinished = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly EventJson _json;
    private readonly DataCodec _codec;

    /// <summary>Creates a mapper for the types of a registry.</summary>
    /// <param name="types">The event types that can be read back.</param>
    /// <param name="json">How data is written; <see cref="DefaultJson"/> unless given.</param>
    /// <param name="codec">How data is compressed and encrypted; not at all unless given.</param>
    public PythonMapper(EventTypeRegistry types, JsonSerializerOptions? json = null, DataCodec? codec = null)
    {
        Types = types;
        _json = new EventJson(json ?? DefaultJson);
        _codec = codec ?? DataCodec.Plain;
    }

    /// <summary>Snake-case names, no spaces, and tagged values for <see cref="Guid"/>, <see cref="decimal"/>,
    /// <see cref="DateTimeOffset"/> and <see cref="DateTime"/>.</summary>
    public static JsonSerializerOptions DefaultJson { get; } = MakeDefault();

    /// <inheritdoc/>
    public EventTypeRegistry Types { get; }

    /// <inheritdoc/>
    public NewEvent ToStored(RaisedEvent raised)
    {
        var type = EventType.Of(raised.Data.GetType());
        Check(raised, type);
        using var own = new PooledBuffer();
        WriteOwn(raised, own);
        using var members = new PooledBuffer();
        _json.Write(raised.Data, type, members);

        using var json = new PooledBuffer();
        PythonText.Rewrite(own.Written, json);
        if (members.Written is not [(byte)'{', (byte)'}'])
            json.Write(","u8);
        PythonText.Rewrite(members.Written[1..^1], json);
        if (type.Version > 1)
            json.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $",\"{ClassVersion}\":{type.Version}")));
        json.Write("}"u8);
        return new NewEvent(raised.Id, type.Name, Encode(type, json.Written), IsJson: false);
    }

    /// <inheritdoc/>
    public object ToDomain(RecordedEvent recorded)
    {
        var type = Types.Find(recorded.Type) ?? throw new UnknownEventTypeException(recorded);
        if (_codec.Form.IsPlain)
            return Read(recorded, recorded.Data.Span, type);
        using var data = _codec.Decode(recorded, _codec.Form, []);
        return Read(recorded, data.Written, type);
    }

    private static void WriteOwn(RaisedEvent raised, PooledBuffer buffer)
    {
        // The object is left open: the event's own members follow.
        using var json = new Utf8JsonWriter(buffer, Unfinished);
        json.WriteStartObject();
        json.WritePropertyName(Timestamp);
        Times.Write(json, raised.Time.ToUniversalTime(), DefaultJson);
        if (raised.Begins is { } aggregate)
            json.WriteString(OriginatorTopic, AggregateNameAttribute.Of(aggregate));
    }

    private object Read(RecordedEvent recorded, ReadOnlySpan<byte> json, EventType type) => json is [(byte)'{', ..]
        ? _json.Read(recorded, json, type, VersionOf(json))
        : throw new EventMappingException(recorded, "is no JSON object. What Python stores does not say how it was compressed or encrypted: set COMPRESSOR_TOPIC, CIPHER_TOPIC and CIPHER_KEY as for the application that wrote it.");

    private static int VersionOf(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("\"class_version\""u8) < 0)
            return 1;
        var reader = new Utf8JsonReader(json);
        try
        {
            while (reader.Read())
                if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(ClassVersion) && reader.Read())
                    return reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var version) ? version : 1;
        }
        catch (JsonException)
        {
            // It is reported when the event is read.
        }

        return 1;
    }

    private byte[] Encode(EventType type, ReadOnlySpan<byte> json)
    {
        try
        {
            return _codec.Encode(json, []);
        }
        catch (InvalidDataException error)
        {
            throw new EventMappingException($"The event {type.Name} ({type.ClrType}) cannot be stored. {error.Message}", error);
        }
    }

    private void Check(RaisedEvent raised, EventType type)
    {
        if (raised.Metadata is not null)
            throw new ArgumentException($"The event {type.Name} has metadata, and the Python library keeps none with its events; nothing was written. Save without metadata.", nameof(raised));
        if (!type.Name.Contains(':', StringComparison.Ordinal) || raised.Begins is { } aggregate && !AggregateNameAttribute.Of(aggregate).Contains(':', StringComparison.Ordinal))
            throw new EventMappingException($"The event {type.Name} ({type.ClrType}) has no topic that Python could resolve. Give the class of the aggregate [AggregateName(\"module:Class\")], or events outside it [EventType(\"module:Class.Event\")].");
        if (_json.NamesOf(type).FirstOrDefault(OwnNames.Contains) is { } taken)
            throw new EventMappingException($"The event {type.Name} ({type.ClrType}) has a member '{taken}', which is the Python library's own. Rename it.");
    }

    private static JsonSerializerOptions MakeDefault()
    {
        var json = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            RespectRequiredConstructorParameters = true,
            RespectNullableAnnotations = true,
            IncludeFields = true,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters =
            {
                new UuidTranscoding(),
                new DecimalTranscoding(),
                Times,
                new DateTimeTranscoding(),
                new DoubleConverter(),
                new SingleConverter(),
                new TextConverter(),
                new BigIntegerConverter(),
                new JsonStringEnumConverter(),
            },
        };
        json.MakeReadOnly(populateMissingResolver: true);
        return json;
    }
}
