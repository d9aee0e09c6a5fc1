using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EventSourcing.Domain;
using EventSourcing.Persistence;
using EventSourcing.Persistence.InMemory;
using EventSourcing.Persistence.Python;
using BankAccount = EventSourcing.Tests.Persistence.Python.PythonSchool.BankAccount;
using Dog = EventSourcing.Tests.Persistence.Python.PythonSchool.Dog;

namespace EventSourcing.Tests.Persistence.Python;

/// <summary>What the Python library wrote is read, written again, and continued.</summary>
public sealed class PythonStreamsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(PythonStreams.All), MemberType = typeof(PythonStreams))]
    public async Task Aggregates_are_rebuilt_as_Python_rebuilds_them(string name)
    {
        var python = PythonStreams.Read(name);
        await using var store = await python.ToStoreAsync();
        await using var school = new PythonSchool { Recorder = store, Settings = python.ToSettings() };

        var dog = await school.Repository.GetAsync<Dog>(python.Dog.GetProperty("id").GetString()!, Cancel);
        var account = await school.Repository.GetAsync<BankAccount>(python.Account.GetProperty("id").GetString()!, Cancel);

        Assert.Equal((python.Dog.GetProperty("version").GetInt64(), python.Dog.GetProperty("name").GetString()), (dog.Revision, dog.Name));
        Assert.Equal(Texts(python.Dog, "tricks"), dog.Tricks);
        Assert.Equal(python.Account.GetProperty("version").GetInt64(), account.Revision);
        Assert.Equal(
            new BankAccount.Opened(python.Account.GetProperty("owner").GetString()!, python.Account.GetProperty("ownerId").GetGuid(), python.Account.GetProperty("openedAt").GetDateTimeOffset(), 1000.50m),
            account.Opening);
        Assert.Equal("1000.50", account.Opening!.Limit.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(decimal.Parse(python.Account.GetProperty("balance").GetString()!, CultureInfo.InvariantCulture), account.Balance);
        Assert.Equal(Texts(python.Account, "references"), account.References.Select(reference => reference.ToString()));
    }

    [Theory]
    [MemberData(nameof(PythonStreams.All), MemberType = typeof(PythonStreams))]
    public void An_event_written_again_is_the_same_to_the_byte(string name)
    {
        var python = PythonStreams.Read(name);
        var mapper = new PythonMapper(new EventTypeRegistry().AddAggregate(typeof(Dog)).AddAggregate(typeof(BankAccount)), codec: DataCodec.From(python.ToSettings()));
        var events = python.Events.Where(recorded => !recorded.Stream.StartsWith("snapshot-", StringComparison.Ordinal)).ToArray();

        foreach (var recorded in events)
        {
            var json = Decoded(recorded.Data.ToArray(), python.Settings);
            var raised = Raised(recorded, mapper.ToDomain(recorded), json);

            var stored = mapper.ToStored(raised);

            Assert.Equal(json, Decoded(stored.Data.ToArray(), python.Settings));
            Assert.Equal((recorded.Id, recorded.Type, recorded.IsJson, recorded.Metadata.Length), (stored.Id, stored.Type, stored.IsJson, stored.Metadata.Length));
        }

        Assert.Equal(8, events.Length);
    }

    [Theory]
    [MemberData(nameof(PythonStreams.All), MemberType = typeof(PythonStreams))]
    public async Task A_stream_is_continued_where_Python_left_it(string name)
    {
        var python = PythonStreams.Read(name);
        await using var store = await python.ToStoreAsync();
        await using var school = new PythonSchool { Recorder = store, Settings = python.ToSettings() };
        var id = python.Dog.GetProperty("id").GetString()!;

        await school.Repository.UpdateAsync<Dog>(id, dog => dog.AddTrick("fetch 🦴"), Cancel);

        var last = await store.ReadStreamAsync(id, new StreamRead { From = 3 }, Cancel).SingleAsync(Cancel);
        var json = Decoded(last.Data.ToArray(), python.Settings);
        Assert.Equal((3L, "trainingschool:Dog.TrickAdded", false, 0), (last.Revision, last.Type, last.IsJson, last.Metadata.Length));
        Assert.StartsWith("""{"timestamp":{"_type_":"datetime_iso","_data_":"2""", json, StringComparison.Ordinal);
        Assert.EndsWith("""+00:00"},"trick":"fetch 🦴"}""", json, StringComparison.Ordinal);
        Assert.Equal(4, (await school.Repository.GetAsync<Dog>(id, Cancel)).Revision + 1);
    }

    [Theory]
    [MemberData(nameof(PythonStreams.All), MemberType = typeof(PythonStreams))]
    public async Task What_is_begun_here_has_the_shape_of_what_Python_begins(string name)
    {
        var python = PythonStreams.Read(name);
        await using var store = new InMemoryRecorder();
        await using var school = new PythonSchool { Recorder = store, Settings = python.ToSettings() };
        var dog = new Dog("Fido");
        dog.AddTrick("roll over");
        var account = new BankAccount("Ada Lovelace", Guid.NewGuid(), new DateTimeOffset(2026, 11, 23, 9, 30, 15, TimeSpan.Zero), 1000.50m);
        account.Credit(10.10m, Guid.NewGuid(), new() { ["k"] = JsonElement.Parse("""["v",0,1.5,true,null]""") }, "\u2028");

        await school.SaveAsync(dog);
        await school.SaveAsync(account);

        foreach (var id in new[] { dog.Id, account.Id })
            foreach (var written in await store.ReadStreamAsync(id, StreamRead.Forwards, Cancel).ToListAsync(Cancel))
            {
                var twin = python.Events.First(recorded => recorded.Type == written.Type);
                Assert.Equal((twin.IsJson, twin.Metadata.Length, twin.Revision), (written.IsJson, written.Metadata.Length, written.Revision));
                Assert.Equal(Shape(Decoded(twin.Data.ToArray(), python.Settings)), Shape(Decoded(written.Data.ToArray(), python.Settings)));
            }
    }

    private static RaisedEvent Raised(RecordedEvent recorded, object data, string json)
    {
        using var document = JsonDocument.Parse(json);
        var begins = !document.RootElement.TryGetProperty("originator_topic", out _) ? null : data is Dog.Registered ? typeof(Dog) : typeof(BankAccount);
        return new RaisedEvent(recorded.Id, data, document.RootElement.GetProperty("timestamp").GetProperty("_data_").GetDateTimeOffset(), "c", null) { Begins = begins };
    }

    private static IEnumerable<string?> Texts(JsonElement json, string name) => json.GetProperty(name).EnumerateArray().Select(text => text.GetString());

    /// <summary>Names, tags and topics in their order; of other texts only that they are texts.</summary>
    private static string Shape(string json) => Shape(JsonElement.Parse(json), "");

    private static string Shape(JsonElement json, string name) => json.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(",", json.EnumerateObject().Select(property => property.Name + ":" + Shape(property.Value, property.Name))) + "}",
        JsonValueKind.Array => "[" + string.Join(",", json.EnumerateArray().Select(item => Shape(item, ""))) + "]",
        JsonValueKind.String when name is "_type_" or "originator_topic" => json.GetString()!,
        _ => json.ValueKind.ToString(),
    };

    /// <summary>Undoes encryption and compression as the Python library lays them out, without our own code.</summary>
    private static string Decoded(byte[] data, IReadOnlyDictionary<string, string> settings)
    {
        if (settings.TryGetValue("CIPHER_KEY", out var key))
        {
            var plain = new byte[data.Length - 28];
            using var aes = new AesGcm(Convert.FromBase64String(key), 16);
            aes.Decrypt(data.AsSpan(0, 12), data.AsSpan(28), data.AsSpan(12, 16), plain);
            data = plain;
        }

        if (!settings.ContainsKey("COMPRESSOR_TOPIC"))
            return Encoding.UTF8.GetString(data);
        using var zlib = new ZLibStream(new MemoryStream(data), CompressionMode.Decompress);
        using var reader = new StreamReader(zlib);
        return reader.ReadToEnd();
    }
}
