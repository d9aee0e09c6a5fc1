using Benchmarks.Peers;
using EventSourcing.Persistence;

namespace Benchmarks.Macro;

/// <summary>Opens who is to be measured.</summary>
internal static class Peers
{
    public static IPeer Open(MacroOptions options) => options switch
    {
        { Peer: MacroOptions.Ours } => new RecorderPeer(PersistenceModules.Open(options.Settings)),
        { Store: MacroOptions.EventStoreDb } => new RawServer(options.Uri ?? throw new ArgumentException("--uri, or EVENTSTOREDB_URI, must name the server.")),
        { Store: MacroOptions.Sqlite } => new RawSqlite(options.SqliteFile),
        _ => throw new ArgumentException("There is nothing rawer than a store in memory."),
    };
}
