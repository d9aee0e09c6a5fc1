using System.Text;
using System.Text.Json.Nodes;
using EventSourcing.Domain;
using EventSourcing.Persistence;
using EventSourcing.Tests.Domain;

namespace EventSourcing.Tests.Persistence.Mapping;

public sealed class MapperTests
{
    private readonly Mapper _mapper = new(new EventTypeRegistry().AddAggregate(typeof(Dog)).Add(typeof(Versioned)).Add(typeof(Everything)));

    [Fact]
    public void An_event_becomes_its_type_name_and_readable_JSON()
    {
        var raised = new RaisedEvent(Guid.NewGuid(), new Dog.TrickAdded("röll <over>"), new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), "order-17", "message-4");

        var stored = _mapper.ToStored(raised);

        Assert.Equal((raised.Id, "Dog.TrickAdded", true), (stored.Id, stored.Type, stored.IsJson));
        Assert.Equal("""{"trick":"röll <over>"}""", Encoding.UTF8.GetString(stored.Data.Span));
        Assert.Equal("""{"$correlationId":"order-17","$causationId":"message-4","time":"2026-01-02T03:04:05+00:00"}""", Encoding.UTF8.GetString(stored.Metadata.Span));
    }

    [Fact]
    public void Values_survive_the_round_trip()
    {
        var everything = new Everything(
            1.10m, Guid.NewGuid(), new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(-7)), DayOfWeek.Friday,
            new Dictionary<string, int> { ["Case Kept"] = 1 }, [new Dog.TrickAdded("sit")], null, "\u2028\"\0犬", long.MaxValue);
        var stored = _mapper.ToStored(new RaisedEvent(Guid.NewGuid(), everything, default, "", null));

        var back = Assert.IsType<Everything>(_mapper.ToDomain(Recorded(stored.Type, Encoding.UTF8.GetString(stored.Data.Span))));

        Assert.Equivalent(everything, back, strict: true);
        Assert.Equal(everything.Time.Offset, back.Time.Offset);
        Assert.Equal("1.10", back.Price.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Versions_above_1_are_written_and_older_ones_brought_up()
    {
        var stored = _mapper.ToStored(new RaisedEvent(Guid.NewGuid(), new Versioned("a", 7), default, "c", null));
        Assert.Equal(2, EventMetadata.Parse(stored.Metadata).Version);

        Assert.Equal(new Versioned("a", 7), _mapper.ToDomain(Recorded("MapperTests.Versioned", """{"name":"a","count":7}""", """{"version":2}""")));
        Assert.Equal(new Versioned("a", 1), _mapper.ToDomain(Recorded("MapperTests.Versioned", """{"name":"a"}""")));
        var newer = Assert.Throws<EventMappingException>(() => _mapper.ToDomain(Recorded("MapperTests.Versioned", "{}", """{"version":3}""")));
        Assert.Contains("version 3", newer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_type_is_reported_with_stream_revision_and_type()
    {
        var error = Assert.Throws<UnknownEventTypeException>(() => _mapper.ToDomain(Recorded("System.IO.FileInfo, System.Runtime", "{}")));

        Assert.Equal(("Dog-1", 4L, "System.IO.FileInfo, System.Runtime"), (error.Stream, error.Revision, error.EventType));
    }

    [Theory]
    [InlineData("""{"trick":1}""")]
    [InlineData("""{}""")]
    [InlineData("""{"trick":null}""")]
    [InlineData("""null""")]
    [InlineData("""[]""")]
    [InlineData("not JSON")]
    [InlineData("")]
    public void Data_that_does_not_fit_is_reported_with_its_place(string data)
    {
        var error = Assert.Throws<EventMappingException>(() => _mapper.ToDomain(Recorded("Dog.TrickAdded", data)));

        Assert.Contains("Dog-1@4 Dog.TrickAdded", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Old_data_that_is_no_object_is_reported_too() =>
        Assert.Throws<EventMappingException>(() => _mapper.ToDomain(Recorded("MapperTests.Versioned", "null")));

    [Fact]
    public void An_upcast_that_fails_is_reported_with_the_event()
    {
        var error = Assert.Throws<EventMappingException>(() => _mapper.ToDomain(Recorded("MapperTests.Versioned", """{"fail":true}""")));

        Assert.Contains("Dog-1@4 MapperTests.Versioned of version 1", error.Message, StringComparison.Ordinal);
        Assert.Equal(("Dog-1", 4L, "MapperTests.Versioned"), (error.Stream, error.Revision, error.EventType));
    }

    [Fact]
    public void What_the_constructor_of_an_event_refuses_is_reported_with_the_event()
    {
        _mapper.Types.Add(typeof(Picky));

        var error = Assert.Throws<EventMappingException>(() => _mapper.ToDomain(Recorded("MapperTests.Picky", """{"count":-1}""")));

        Assert.Contains("Dog-1@4", error.Message, StringComparison.Ordinal);
        Assert.IsType<ArgumentOutOfRangeException>(error.InnerException);
    }

    [Fact]
    public void A_text_that_is_no_Unicode_is_refused_instead_of_changed() =>
        Assert.Throws<EventMappingException>(() => _mapper.ToStored(new RaisedEvent(Guid.NewGuid(), new Dog.TrickAdded("half \ud83d"), default, "", null)));

    private static RecordedEvent Recorded(string type, string data, string metadata = "") => new()
    {
        Stream = "Dog-1",
        Revision = 4,
        Position = new Position(1),
        Id = Guid.NewGuid(),
        Type = type,
        Created = default,
        Data = Encoding.UTF8.GetBytes(data),
        Metadata = Encoding.UTF8.GetBytes(metadata),
        IsJson = true,
    };

    [EventType(Version = 2)]
    private sealed record Versioned(string Name, int Count)
    {
        [Upcast(from: 1)]
        private static JsonObject AddCount(JsonObject old)
        {
            old["count"] = old["fail"] is null ? 1 : throw new InvalidOperationException("No count.");
            return old;
        }
    }

    private sealed record Picky
    {
        public Picky(int count)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count);
            Count = count;
        }

        public int Count { get; }
    }

    private sealed record Everything(
        decimal Price, Guid Key, DateTimeOffset Time, DayOfWeek Day, IReadOnlyDictionary<string, int> Counts,
        IReadOnlyList<Dog.TrickAdded> Nested, string? Nothing, string Text, long Number);
}
