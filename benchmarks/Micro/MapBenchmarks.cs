using BenchmarkDotNet.Attributes;
using Benchmarks.Macro;
using EventSourcing.Domain;
using EventSourcing.Persistence;

namespace Benchmarks.Micro;

/// <summary>Events to bytes and back, plain, compressed and encrypted.</summary>
[MemoryDiagnoser]
public class MapBenchmarks
{
    private readonly RaisedEvent _raised;
    private Mapper _mapper = null!;
    private RecordedEvent _recorded = null!;

    public MapBenchmarks()
    {
        var counter = new Counter("counter");
        counter.Add(1);
        _raised = counter.PendingEvents[0];
    }

    [Params("plain", "brotli", "aes-gcm")]
    public string Codec { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        var settings = Codec switch
        {
            "brotli" => new Settings { ["COMPRESSOR_TOPIC"] = "brotli" },
            "aes-gcm" => new Settings { ["CIPHER_KEY"] = Convert.ToBase64String(new byte[32]) },
            _ => new Settings(),
        };
        var types = new EventTypeRegistry();
        types.Add(typeof(Counter.Added));
        _mapper = new Mapper(types, codec: DataCodec.From(settings));
        var stored = _mapper.ToStored(_raised);
        _recorded = new RecordedEvent
        {
            Stream = "Counter-counter",
            Revision = 0,
            Position = null,
            Id = stored.Id,
            Type = stored.Type,
            Created = DateTimeOffset.UnixEpoch,
            Data = stored.Data,
            Metadata = stored.Metadata,
            IsJson = stored.IsJson,
        };
    }

    [Benchmark]
    public NewEvent ToStored() => _mapper.ToStored(_raised);

    [Benchmark]
    public object ToDomain() => _mapper.ToDomain(_recorded);
}
