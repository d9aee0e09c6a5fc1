using EventSourcing.Persistence;

namespace Benchmarks.Macro;

/// <summary>What a macro benchmark is run on.</summary>
/// <param name="Peer"><c>ours</c>, or <c>raw</c>: the same with nothing of ours in between.</param>
/// <param name="Store"><c>memory</c>, <c>sqlite</c> or <c>eventstoredb</c>.</param>
/// <param name="Uri">The connection string of EventStoreDB.</param>
/// <param name="Count">How many; <see langword="null"/>: what the benchmark says itself.</param>
internal sealed record MacroOptions(string Peer, string Store, string? Uri, int? Count)
{
    public const string Ours = "ours";
    public const string Raw = "raw";
    public const string Memory = "memory";
    public const string Sqlite = "sqlite";
    public const string EventStoreDb = "eventstoredb";

    /// <summary>A file of its own for each run.</summary>
    public string SqliteFile { get; } = Path.Combine(Path.GetTempPath(), $"benchmark-{Guid.NewGuid():N}.db");

    /// <summary>The connection string, where there must be one.</summary>
    public string Server => Uri ?? throw new InvalidOperationException("--uri, or EVENTSTOREDB_URI, must name the server.");

    public Settings Settings => Store switch
    {
        Memory => new() { ["PERSISTENCE_MODULE"] = "EventSourcing.InMemory" },
        Sqlite => new() { ["PERSISTENCE_MODULE"] = "EventSourcing.Sqlite", ["SQLITE_DBNAME"] = SqliteFile },
        _ => new() { ["PERSISTENCE_MODULE"] = "EventSourcing.EventStoreDb", ["EVENTSTOREDB_URI"] = Server },
    };
}
