using System.Text.Json;
using Benchmarks.Peers;
using EventSourcing.Persistence;
using Examples;

namespace Benchmarks.Macro;

/// <summary>What one would write on the stubs for the same: read the events of a dog, make its state of them, and append one
/// more.</summary>
internal static class RawDogs
{
    private const int Few = 19;

    public static async Task RunAsync(MacroOptions options, int count)
    {
        var peer = new RawServer(options.Server);
        await using var _ = peer.ConfigureAwait(false);
        var streams = new List<string>();
        for (var dog = 0; dog < count + (count / 5); dog++)
        {
            var stream = Samples.Stream();
            await peer.AppendAsync(stream, -1, [New("Dog.Registered", new Dog.Registered("Fido")), .. Enumerable.Range(0, Few).Select(_ => New("Dog.TrickAdded", new Dog.TrickAdded("roll over")))]).ConfigureAwait(false);
            streams.Add(stream);
        }

        foreach (var stream in streams.Skip(count))
            await AddTrickAsync(peer, stream).ConfigureAwait(false);
        await Measurement.RunAsync(options, "aggregate", count, "operation", async laps =>
        {
            foreach (var stream in streams.Take(count))
                await laps.TimeAsync(() => AddTrickAsync(peer, stream)).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    private static async Task AddTrickAsync(RawServer peer, string stream)
    {
        var (name, tricks, revision) = ("", new List<string>(), -1L);
        await foreach (var (type, data) in peer.EventsAsync(stream).ConfigureAwait(false))
        {
            revision++;
            if (type == "Dog.Registered")
                name = JsonSerializer.Deserialize<Dog.Registered>(data.Span, JsonSerializerOptions.Web)!.Name;
            else
                tricks.Add(JsonSerializer.Deserialize<Dog.TrickAdded>(data.Span, JsonSerializerOptions.Web)!.Trick);
        }

        if (name.Length == 0)
            throw new InvalidOperationException("There is no such dog.");
        await peer.AppendAsync(stream, revision, [New("Dog.TrickAdded", new Dog.TrickAdded("play dead"))]).ConfigureAwait(false);
    }

    private static NewEvent New<T>(string type, T data) =>
        new(Guid.CreateVersion7(), type, JsonSerializer.SerializeToUtf8Bytes(data, JsonSerializerOptions.Web));
}
