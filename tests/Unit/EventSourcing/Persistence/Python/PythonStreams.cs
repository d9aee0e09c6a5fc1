using System.Text.Json;
using EventSourcing.Persistence;
using EventSourcing.Persistence.InMemory;

namespace EventSourcing.Tests.Persistence.Python;

/// <summary>A recording of <c>tests/python-streams</c>.</summary>
public sealed class PythonStreams
{
    private PythonStreams(JsonElement root)
    {
        Settings = root.GetProperty("settings").EnumerateObject().ToDictionary(setting => setting.Name, setting => setting.Value.GetString()!);
        Dog = root.GetProperty("expected").GetProperty("dog");
        Account = root.GetProperty("expected").GetProperty("account");
        Events = [.. root.GetProperty("streams").EnumerateArray().SelectMany(stream => stream.GetProperty("events").EnumerateArray().Select(stored => Recorded(stream, stored)))];
    }

    public static TheoryData<string> All => ["plain", "zlib", "aes-256", "zlib-aes-128"];

    public IReadOnlyDictionary<string, string> Settings { get; }

    public JsonElement Dog { get; }

    public JsonElement Account { get; }

    public IReadOnlyList<RecordedEvent> Events { get; }

    public static PythonStreams Read(string name) =>
        new(JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "python-streams", name + ".json"))).RootElement);

    public Settings ToSettings()
    {
        var settings = new Settings();
        foreach (var (key, value) in Settings)
            settings[key] = value;
        return settings;
    }

    /// <summary>A store that holds what Python's does.</summary>
    public async Task<InMemoryRecorder> ToStoreAsync()
    {
        var store = new InMemoryRecorder();
        foreach (var stream in Events.GroupBy(recorded => recorded.Stream))
            await store.AppendAsync(stream.Key, ExpectedRevision.NoStream, [.. stream.Select(recorded => new NewEvent(recorded.Id, recorded.Type, recorded.Data, recorded.Metadata, recorded.IsJson))], TestContext.Current.CancellationToken);
        return store;
    }

    private static RecordedEvent Recorded(JsonElement stream, JsonElement stored) => new()
    {
        Stream = stream.GetProperty("stream").GetString()!,
        Revision = stored.GetProperty("revision").GetInt64(),
        Position = null,
        Id = stored.GetProperty("id").GetGuid(),
        Type = stored.GetProperty("type").GetString()!,
        Created = default,
        Data = stored.GetProperty("dataBase64").GetBytesFromBase64(),
        Metadata = stored.GetProperty("metadataBase64").GetBytesFromBase64(),
        IsJson = stored.GetProperty("contentType").GetString() == "application/json",
    };
}
