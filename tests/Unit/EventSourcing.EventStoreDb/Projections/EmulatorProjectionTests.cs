extern alias Emulator;

using Emulator::EventStoreDb.Emulator;
using EventSourcing.EventStoreDb;
using EventSourcing.Persistence;
using EventSourcing.Tests.Projections;

namespace EventSourcing.Tests.EventStoreDb.Projections;

/// <summary>Events in EventStoreDB, views in memory.</summary>
public class EmulatorProjectionTests : ProjectionContract
{
    private EmulatorServer? _server;

    protected override int Plans => 25;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override async ValueTask<IRecorder> OpenRecorderAsync()
    {
        _server = await EmulatorServer.StartAsync(new EmulatorOptions(), Cancel);
        return new EventStoreDbModule().Open(new Settings { ["EVENTSTOREDB_URI"] = _server.ConnectionString });
    }

    protected override TestViews OpenViews() => new InMemoryTestViews();
}
