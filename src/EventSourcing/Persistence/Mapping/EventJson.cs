using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using EventSourcing.Domain;

namespace EventSourcing.Persistence;

/// <summary>The data of events as JSON. What the serializer has to know of a class is found out once, by reflection or
/// from a source-generated context, and kept by the options.</summary>
internal sealed class EventJson
{
    private readonly JsonSerializerOptions _options;
    private readonly JsonWriterOptions _writing;

    public EventJson(JsonSerializerOptions options)
    {
        // Also locks the options, so that nothing about stored data changes from one event to the next.
        options.MakeReadOnly(populateMissingResolver: true);
        _options = options;
        _writing = new JsonWriterOptions { Encoder = options.Encoder, Indented = options.WriteIndented, MaxDepth = options.MaxDepth, SkipValidation = true };
    }

    /// <exception cref="EventMappingException">The event cannot be written as JSON.</exception>
    public byte[] Write(object data, EventType type)
    {
        try
        {
            return JsonSerializer.SerializeToUtf8Bytes(data, TypeInfo(type));
        }
        catch (Exception error) when (IsUnwritable(error))
        {
            throw Unwritable(type, error);
        }
    }

    /// <exception cref="EventMappingException">The event cannot be written as JSON.</exception>
    public void Write(object data, EventType type, IBufferWriter<byte> json)
    {
        try
        {
            using var writer = new Utf8JsonWriter(json, _writing);
            JsonSerializer.Serialize(writer, data, TypeInfo(type));
        }
        catch (Exception error) when (IsUnwritable(error))
        {
            throw Unwritable(type, error);
        }
    }

    /// <exception cref="EventMappingException">The data does not fit the type.</exception>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Converters and constructors of events are the user's code, and whatever they throw is reported with the event it failed on.")]
    public object Read(RecordedEvent recorded, ReadOnlySpan<byte> json, EventType type, int version)
    {
        if (version > type.Version)
            throw new EventMappingException(recorded, $"was written as version {version}, and {type.ClrType.Name} knows versions up to {type.Version}. Update the application that reads it.");
        try
        {
            var data = version == type.Version
                ? JsonSerializer.Deserialize(json, TypeInfo(type))
                : Upcast(recorded, Object(json), type, version).Deserialize(TypeInfo(type));
            return data ?? throw new EventMappingException(recorded, "holds 'null' instead of an event.");
        }
        catch (Exception error) when (error is not EventMappingException)
        {
            throw new EventMappingException(recorded, $"does not fit {type.ClrType}: {error.Message} If its shape has changed, raise its version and add an upcast.", error);
        }
    }

    /// <exception cref="JsonException">It is no JSON object.</exception>
    private static JsonObject Object(ReadOnlySpan<byte> json) =>
        JsonNode.Parse(json) as JsonObject ?? throw new JsonException("It is no JSON object.");

    /// <summary>The names of the members that an event is written with.</summary>
    /// <exception cref="EventMappingException">A source-generated context does not know the class.</exception>
    public IEnumerable<string> NamesOf(EventType type)
    {
        try
        {
            return TypeInfo(type).Properties.Select(member => member.Name);
        }
        catch (NotSupportedException error)
        {
            throw Unwritable(type, error);
        }
    }

    /// <exception cref="NotSupportedException">A source-generated context does not know the class.</exception>
    private JsonTypeInfo TypeInfo(EventType type) => _options.GetTypeInfo(type.ClrType);

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "An upcast is the user's code, and whatever it throws is reported with the event it failed on.")]
    private static JsonObject Upcast(RecordedEvent recorded, JsonObject data, EventType type, int version)
    {
        try
        {
            return type.Upcast(data, version);
        }
        catch (Exception error)
        {
            throw new EventMappingException(recorded, $"of version {version} could not be brought up to version {type.Version} of {type.ClrType}: {error.Message} Correct the upcast, or the stored event.", error);
        }
    }

    private static bool IsUnwritable(Exception error) => error is JsonException or NotSupportedException or InvalidOperationException or ArgumentException;

    private static EventMappingException Unwritable(EventType type, Exception error) =>
        new($"The event {type.Name} ({type.ClrType}) cannot be written as JSON: {error.Message}", error);
}
