using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using EventSourcing.Domain;
using EventSourcing.Persistence;
using EventSourcing.Tests.Domain;

namespace EventSourcing.Tests.Persistence.Mapping;

/// <summary>Options of your own: a source-generated context, and converters.</summary>
public sealed partial class SourceGeneratedTests
{
    private readonly EventTypeRegistry _types = new EventTypeRegistry().AddAggregate(typeof(Dog)).Add(typeof(Weighed));

    [Fact]
    public void A_source_generated_context_writes_and_reads()
    {
        var mapper = new Mapper(_types, new JsonSerializerOptions(Mapper.DefaultJson) { TypeInfoResolver = Generated.Default });

        var stored = mapper.ToStored(Raised(new Dog.TrickAdded("sit")));

        Assert.Equal("""{"trick":"sit"}""", Encoding.UTF8.GetString(stored.Data.Span));
        Assert.Equal(new Dog.TrickAdded("sit"), mapper.ToDomain(Recorded(stored)));
        Assert.Equal(new Dog.TrickAdded("sit"), new Mapper(_types, Generated.Default.Options).ToDomain(Recorded(new Mapper(_types, Generated.Default.Options).ToStored(Raised(new Dog.TrickAdded("sit"))))));
    }

    [Fact]
    public void What_the_serializer_has_to_know_of_a_class_is_asked_for_once()
    {
        var asked = new List<Type>();
        var options = new JsonSerializerOptions(Mapper.DefaultJson) { TypeInfoResolver = new Asking(asked) };
        var mapper = new Mapper(_types, options);

        for (var i = 0; i < 10; i++)
            mapper.ToDomain(Recorded(mapper.ToStored(Raised(new Dog.TrickAdded("sit")))));

        Assert.Single(asked, typeof(Dog.TrickAdded));
    }

    [Fact]
    public void A_class_that_the_context_lacks_is_named()
    {
        var mapper = new Mapper(_types, Generated.Default.Options);
        var stored = new Mapper(_types).ToStored(Raised(new Weighed(new Weight(7))));

        Assert.Contains(nameof(Weighed), Assert.Throws<EventMappingException>(() => mapper.ToStored(Raised(new Weighed(new Weight(7))))).Message, StringComparison.Ordinal);
        Assert.Contains("Dog-1@4", Assert.Throws<EventMappingException>(() => mapper.ToDomain(Recorded(stored))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_converter_of_your_own_is_used()
    {
        var mapper = new Mapper(_types, new JsonSerializerOptions(Mapper.DefaultJson) { Converters = { new WeightConverter() } });

        var stored = mapper.ToStored(Raised(new Weighed(new Weight(7))));

        Assert.Equal("""{"weight":"7 kg"}""", Encoding.UTF8.GetString(stored.Data.Span));
        Assert.Equal(new Weighed(new Weight(7)), mapper.ToDomain(Recorded(stored)));
    }

    private static RaisedEvent Raised(object data) => new(Guid.NewGuid(), data, default, "c", null);

    private static RecordedEvent Recorded(NewEvent stored) => new()
    {
        Stream = "Dog-1",
        Revision = 4,
        Position = null,
        Id = stored.Id,
        Type = stored.Type,
        Created = default,
        Data = stored.Data,
        Metadata = stored.Metadata,
        IsJson = stored.IsJson,
    };

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Dog.TrickAdded))]
    internal sealed partial class Generated : JsonSerializerContext;

    private sealed class Asking(List<Type> asked) : IJsonTypeInfoResolver
    {
        private readonly DefaultJsonTypeInfoResolver _inner = new();

        public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options)
        {
            asked.Add(type);
            return _inner.GetTypeInfo(type, options);
        }
    }

    private sealed record Weighed(Weight Weight);

    private readonly record struct Weight(int Kilograms);

    private sealed class WeightConverter : JsonConverter<Weight>
    {
        public override Weight Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(int.Parse(reader.GetString()!.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture));

        public override void Write(Utf8JsonWriter writer, Weight value, JsonSerializerOptions options) => writer.WriteStringValue($"{value.Kilograms} kg");
    }
}
