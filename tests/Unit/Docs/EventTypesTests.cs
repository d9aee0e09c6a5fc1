using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using EventSourcing.Domain;
using EventSourcing.Persistence;
using EventSourcing.Persistence.InMemory;

namespace EventSourcing.Tests.Docs;

/// <summary>What docs/event-types.md shows.</summary>
public sealed partial class EventTypesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_of_a_former_name_and_version_are_read()
    {
        await using var store = new InMemoryRecorder();
        await store.AppendAsync(
            "Dog-1",
            ExpectedRevision.NoStream,
            [
                new NewEvent(Guid.NewGuid(), "Dog.Registered", """{"name":"Fido"}"""u8.ToArray()),
                new NewEvent(Guid.NewGuid(), "Dog.TrickAdded", """{"name":"sit"}"""u8.ToArray()),
                new NewEvent(Guid.NewGuid(), "Dog.TrickAdded", """{"trick":"beg"}"""u8.ToArray(), """{"version":2}"""u8.ToArray()),
            ],
            Cancel);
        var dogs = new Repository(store);

        var dog = await dogs.UpdateAsync<Dog>("1", dog => dog.AddTrick("roll over", 5), Cancel);

        Assert.Equal(["sit", "beg", "roll over"], dog.Tricks);
        Assert.Equal(7, dog.Effort);
        Assert.Equal(3, await dogs.EventsAsync<Dog, Dog.TrickLearned>(Cancel).CountAsync(Cancel));
        Assert.Equal("Dog.TrickLearned", (await store.ReadStreamAsync("Dog-1", new StreamRead { From = 3 }, Cancel).SingleAsync(Cancel)).Type);
    }

    [Fact]
    public async Task JSON_of_your_own_is_written_and_read()
    {
        await using var kennel = new Kennel();
        var cat = new Cat(new Weight(4));

        await kennel.Repository.SaveAsync(cat, Cancel);

        var recorded = await kennel.Recorder.ReadStreamAsync($"Cat-{cat.Id}", StreamRead.Forwards, Cancel).SingleAsync(Cancel);
        Assert.Equal("""{"weight":"4 kg"}""", Encoding.UTF8.GetString(recorded.Data.Span));
        Assert.Equal(new Weight(4), (await kennel.Repository.GetAsync<Cat>(cat.Id, Cancel)).Weight);
    }

    public sealed class Dog : Aggregate
    {
        private readonly List<string> _tricks = [];

        private Dog() { }
        public Dog(string name) => Raise(new Registered(name));

        public string Name { get; private set; } = "";
        public IReadOnlyList<string> Tricks => _tricks;
        public int Effort { get; private set; }

        public void AddTrick(string trick, int difficulty) => Raise(new TrickLearned(trick, difficulty));

        private void Apply(Registered e) => Name = e.Name;
        private void Apply(TrickLearned e)
        {
            _tricks.Add(e.Trick);
            Effort += e.Difficulty;
        }

        public sealed record Registered(string Name);

        [EventType(Version = 3)]
        [FormerEventType("Dog.TrickAdded")]                     // what the class was called before
        public sealed record TrickLearned(string Trick, int Difficulty)
        {
            [Upcast(from: 1)]
            private static JsonObject RenameName(JsonObject old) => new() { ["trick"] = old["name"]!.DeepClone() };

            [Upcast(from: 2)]
            private static JsonObject AddDifficulty(JsonObject old)
            {
                old["difficulty"] = 1;
                return old;
            }
        }
    }

    public sealed class Cat : Aggregate
    {
        public Cat(Weight weight) => Raise(new Weighed(weight));

        private Cat()
        {
        }

        public Weight Weight { get; private set; }

        private void Apply(Weighed e) => Weight = e.Weight;

        public sealed record Weighed(Weight Weight);
    }

    public readonly record struct Weight(int Kilograms);

    public sealed class WeightConverter : JsonConverter<Weight>
    {
        public override Weight Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(int.Parse(reader.GetString()!.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture));

        public override void Write(Utf8JsonWriter writer, Weight value, JsonSerializerOptions options) => writer.WriteStringValue($"{value.Kilograms} kg");
    }

    public sealed class Kennel : Application
    {
        protected override JsonSerializerOptions Json => new(base.Json)
        {
            TypeInfoResolver = KennelJson.Default,
            Converters = { new WeightConverter() },
        };
    }

    [JsonSerializable(typeof(Cat.Weighed))]
    internal sealed partial class KennelJson : JsonSerializerContext;
}
