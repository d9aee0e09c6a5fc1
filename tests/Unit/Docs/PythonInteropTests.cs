using System.Globalization;
using System.Text;
using System.Text.Json;
using EventSourcing.Domain;
using EventSourcing.Persistence;
using EventSourcing.Persistence.Python;
using EventSourcing.Tests.Persistence.Python;

namespace EventSourcing.Tests.Docs;

/// <summary>What docs/python-interop.md shows.</summary>
public sealed class PythonInteropTests
{
    [Fact]
    public async Task A_dog_that_Python_has_registered_learns_a_trick()
    {
        var python = PythonStreams.Read("zlib-aes-128");
        await using var store = await python.ToStoreAsync();
        await using var school = new TrainingSchool { Recorder = store, Settings = python.ToSettings() };
        var id = python.Dog.GetProperty("id").GetString()!;

        await school.AddTrickAsync(id, "play dead", TestContext.Current.CancellationToken);

        var dog = await school.Repository.GetAsync<Dog>(id, TestContext.Current.CancellationToken);
        Assert.Equal("Fido", dog.Name);
        Assert.Equal(["roll over", "jouer à la balle – 球", "play dead"], dog.Tricks);
    }

    [Fact]
    public void A_transcoding_of_your_own_is_used()
    {
        var json = new JsonSerializerOptions(PythonMapper.DefaultJson);
        json.Converters.Insert(0, new DateTranscoding());
        var mapper = new PythonMapper(new EventTypeRegistry(), json);

        var stored = mapper.ToStored(new RaisedEvent(Guid.NewGuid(), new Born(new DateOnly(2026, 1, 2)), default, "c", null));

        Assert.EndsWith(""","day":{"_type_":"date_iso","_data_":"2026-01-02"}}""", Encoding.UTF8.GetString(stored.Data.Span), StringComparison.Ordinal);
    }

    public sealed class TrainingSchool : Application
    {
        protected override StreamNaming StreamNaming => StreamNaming.IdAlone;

        protected override IMapper CreateMapper(Settings settings) =>
            new PythonMapper(new EventTypeRegistry(), codec: DataCodec.From(settings));

        public Task AddTrickAsync(string dogId, string trick, CancellationToken cancel = default) =>
            Repository.UpdateAsync<Dog>(dogId, dog => dog.AddTrick(trick), cancel);
    }

    [AggregateName("trainingschool:Dog")]
    public sealed class Dog : Aggregate
    {
        private readonly List<string> _tricks = [];

        private Dog() { }
        public Dog(string name) => Raise(new Registered(name));

        public string Name { get; private set; } = "";
        public IReadOnlyList<string> Tricks => _tricks;

        public void AddTrick(string trick) => Raise(new TrickAdded(trick));

        private void Apply(Registered e) => Name = e.Name;
        private void Apply(TrickAdded e) => _tricks.Add(e.Trick);

        public sealed record Registered(string Name);           // trainingschool:Dog.Registered
        public sealed record TrickAdded(string Trick);          // trainingschool:Dog.TrickAdded
    }

    [EventType("trainingschool:Born")]
    private sealed record Born(DateOnly Day);

    private sealed class DateTranscoding() : PythonTranscoding<DateOnly>("date_iso")
    {
        protected override string Encode(DateOnly value) => value.ToString("o", CultureInfo.InvariantCulture);
        protected override DateOnly Decode(string data) => DateOnly.ParseExact(data, "o", CultureInfo.InvariantCulture);
    }
}
