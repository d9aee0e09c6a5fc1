using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventSourcing.Domain;

namespace EventSourcing.Persistence;

/// <summary>Turns domain events into bytes and back: type name and version, JSON data, JSON metadata.</summary>
public sealed class Mapper
{
    private readonly EventTypeRegistry _types;
    private readonly JsonSerializerOptions _json;

    /// <summary>Creates a mapper for the types of a registry.</summary>
    /// <param name="types">The event types that can be read back.</param>
    /// <param name="json">How data is written; <see cref="DefaultJson"/> unless given.</param>
    public Mapper(EventTypeRegistry types, JsonSerializerOptions? json = null)
    {
        _types = types;
        _json = json ?? DefaultJson;
    }

    /// <summary>Camel-case names, no spaces, letters of all scripts as they are. Names are read in any case, and data
    /// that lacks what a constructor demands is refused instead of filled with nothing.</summary>
    public static JsonSerializerOptions DefaultJson { get; } = MakeDefault();

    /// <summary>Maps a raised event to what a recorder appends.</summary>
    /// <exception cref="EventMappingException">The event cannot be written as JSON.</exception>
    public NewEvent ToStored(RaisedEvent raised)
    {
        var type = EventType.Of(raised.Data.GetType());
        var metadata = new EventMetadata(raised.CorrelationId, raised.CausationId, raised.Time, type.Version);
        try
        {
            return new NewEvent(raised.Id, type.Name, JsonSerializer.SerializeToUtf8Bytes(raised.Data, type.ClrType, _json), metadata.ToBytes());
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            throw new EventMappingException($"The event {type.Name} ({type.ClrType}) cannot be written as JSON: {error.Message}", error);
        }
    }

    /// <summary>Maps a stored event back to the domain's.</summary>
    /// <exception cref="UnknownEventTypeException">The type name is not registered.</exception>
    /// <exception cref="EventMappingException">The data does not fit the type.</exception>
    public object ToDomain(RecordedEvent recorded)
    {
        var type = _types.Find(recorded.Type) ?? throw new UnknownEventTypeException(recorded);
        var version = EventMetadata.VersionOf(recorded.Metadata);
        if (version > type.Version)
            throw new EventMappingException($"{recorded} was written as version {version}, and {type.ClrType.Name} knows versions up to {type.Version}. Update the application that reads it.");
        try
        {
            var data = version == type.Version
                ? JsonSerializer.Deserialize(recorded.Data.Span, type.ClrType, _json)
                : type.Upcast(JsonNode.Parse(recorded.Data.Span) as JsonObject ?? throw new JsonException("It is no JSON object."), version).Deserialize(type.ClrType, _json);
            return data ?? throw new EventMappingException($"{recorded} holds 'null' instead of an event.");
        }
        catch (Exception error) when (error is JsonException or NotSupportedException or InvalidOperationException)
        {
            throw new EventMappingException($"{recorded} does not fit {type.ClrType}: {error.Message} If its shape has changed, raise its version and add an upcast.", error);
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
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        json.MakeReadOnly(populateMissingResolver: true);
        return json;
    }
}
