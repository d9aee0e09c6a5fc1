extern alias Emulator;

using Emulator::EventStoreDb.Emulator;
using EventSourcing.EventStoreDb;
using EventSourcing.Persistence;
using EventSourcing.Persistence.Checkpoints;
using EventSourcing.Tests.ProcessManagers;

namespace EventSourcing.Tests.Sqlite;

/// <summary>Follows an application that lives in EventStoreDB, with a SQLite file of its own.</summary>
public sealed class SqliteProcessManagerTests : ProcessManagerContract
{
    private readonly TemporaryFile _file = new();
    private EmulatorServer? _server;

    protected override int Plans => 60;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
        _file.Dispose();
    }

    protected override ICheckpointRecorder OpenOwn() => _file.Open();

    protected override async ValueTask<IRecorder> OpenFollowedAsync()
    {
        _server = await EmulatorServer.StartAsync(new EmulatorOptions(), Cancel);
        return new EventStoreDbModule().Open(new Settings { ["EVENTSTOREDB_URI"] = _server.ConnectionString });
    }
}
