extern alias Emulator;

using Emulator::EventStoreDb.Emulator;
using EventSourcing.EventStoreDb;
using EventSourcing.Persistence;
using EventSourcing.Tests.Projections;

namespace EventSourcing.Tests.Sqlite.Views;

/// <summary>Events in one SQLite file, views in another.</summary>
public sealed class SqliteProjectionTests : ProjectionContract
{
    private readonly TemporaryFile _file = new();

    protected override int Plans => 20;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _file.Dispose();
    }

    protected override ValueTask<IRecorder> OpenRecorderAsync() => new(_file.Open());

    protected override TestViews OpenViews() => new SqliteTestViews();
}

/// <summary>Events in EventStoreDB, views in SQLite.</summary>
public sealed class SqliteFromEmulatorProjectionTests : ProjectionContract
{
    private EmulatorServer? _server;

    protected override int Plans => 15;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    protected override async ValueTask<IRecorder> OpenRecorderAsync()
    {
        _server = await EmulatorServer.StartAsync(new EmulatorOptions(), Cancel);
        return new EventStoreDbModule().Open(new Settings { ["EVENTSTOREDB_URI"] = _server.ConnectionString });
    }

    protected override TestViews OpenViews() => new SqliteTestViews();
}
