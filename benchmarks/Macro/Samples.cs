using System.Text;
using EventSourcing.Persistence;

namespace Benchmarks.Macro;

/// <summary>Events of 200 bytes of JSON, with the metadata that the library gives its own.</summary>
internal static class Samples
{
    public const string EventType = "Benchmark.Measured";

    private const int Size = 200;

    private static readonly byte[] Data = Encoding.UTF8.GetBytes($$"""{"text":"{{new string('x', Size - 11)}}"}""");

    public static NewEvent Event(string type = EventType)
    {
        var id = Guid.NewGuid();
        return new NewEvent(id, type, Data, Encoding.UTF8.GetBytes($$"""{"$correlationId":"{{id}}"}"""));
    }

    public static NewEvent[] Events(int count, string type = EventType) => [.. Enumerable.Range(0, count).Select(_ => Event(type))];

    public static string Stream() => $"bench-{Guid.NewGuid():N}";
}
