using Benchmarks.Peers;
using EventSourcing.Persistence;

namespace Benchmarks.Macro;

/// <summary>Opens who is to be measured.</summary>
internal static class Peers
{
    public static IPeer Open(MacroOptions options) => options switch
    {
        { Peer: MacroOptions.Ours } => new RecorderPeer(PersistenceModules.Open(options.Settings)),
        { Store: MacroOptions.EventStoreDb } => new RawServer(options.Server),
        { Store: MacroOptions.Sqlite } => new RawSqlite(options.SqliteFile),
        _ => throw new InvalidOperationException("There is nothing rawer than a store in memory."),
    };
}
