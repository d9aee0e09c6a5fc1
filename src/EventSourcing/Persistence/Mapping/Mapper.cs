using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using EventSourcing.Domain;
using EventSourcing.Persistence.Json;

namespace EventSourcing.Persistence;

/// <summary>Turns domain events into bytes and back: type name and version, JSON data that may be compressed and
/// encrypted, JSON metadata.</summary>
public sealed class Mapper : IMapper
{
    private readonly EventJson _json;
    private readonly DataCodec _codec;

    /// <summary>Creates a mapper for the types of a registry.</summary>
    /// <param name="types">The event types that can be read back.</param>
    /// <param name="json">How data is written; <see cref="DefaultJson"/> unless given.</param>
    /// <param name="codec">How data is compressed and encrypted; not at all unless given.</param>
    public Mapper(EventTypeRegistry types, JsonSerializerOptions? json = null, DataCodec? codec = null)
    {
        Types = types;
        _json = new EventJson(json ?? DefaultJson);
        _codec = codec ?? DataCodec.Plain;
    }

    /// <summary>Camel-case names, no spaces, letters of all scripts as they are, enums by name, whole numbers of any size,
    /// public fields too. Names are read in any case, and data that lacks what a constructor demands is refused instead of
    /// filled with nothing.</summary>
    public static JsonSerializerOptions DefaultJson { get; } = MakeDefault();

    /// <inheritdoc/>
    public EventTypeRegistry Types { get; }

    /// <inheritdoc/>
    public NewEvent ToStored(RaisedEvent raised)
    {
        var type = EventType.Of(raised.Data.GetType());
        var metadata = new EventMetadata(raised.CorrelationId, raised.CausationId, raised.Time, type.Version) { Form = _codec.Form, Custom = raised.Metadata };
        var metadataBytes = metadata.ToBytes();
        if (_codec.Form.IsPlain)
            return new NewEvent(raised.Id, type.Name, _json.Write(raised.Data, type), metadataBytes);

        using var json = new PooledBuffer();
        _json.Write(raised.Data, type, json);
        return new NewEvent(raised.Id, type.Name, Encode(raised.Id, type, json.Written), metadataBytes, IsJson: false);
    }

    /// <inheritdoc/>
    public object ToDomain(RecordedEvent recorded)
    {
        var type = Types.Find(recorded.Type) ?? throw new UnknownEventTypeException(recorded);
        var (version, form) = EventMetadata.ShapeOf(recorded.Metadata);
        if (form.IsPlain)
            return _json.Read(recorded, recorded.Data.Span, type, version);

        Span<byte> id = stackalloc byte[16];
        recorded.Id.TryWriteBytes(id, bigEndian: true, out _);
        using var data = _codec.Decode(recorded, form, id);
        return _json.Read(recorded, data.Written, type, version);
    }

    private byte[] Encode(Guid id, EventType type, ReadOnlySpan<byte> json)
    {
        // The event's id is what its data belongs to: encrypted data put into another event is refused.
        Span<byte> associated = stackalloc byte[16];
        id.TryWriteBytes(associated, bigEndian: true, out _);
        try
        {
            return _codec.Encode(json, associated);
        }
        catch (InvalidDataException error)
        {
            throw new EventMappingException($"The event {type.Name} ({type.ClrType}) cannot be stored. {error.Message}", error);
        }
    }

    private static JsonSerializerOptions MakeDefault()
    {
        var json = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            PropertyNameCaseInsensitive = true,
            RespectRequiredConstructorParameters = true,
            RespectNullableAnnotations = true,
            IncludeFields = true,
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new TextConverter(), new BigIntegerConverter(), new JsonStringEnumConverter() },
        };
        json.MakeReadOnly(populateMissingResolver: true);
        return json;
    }
}
