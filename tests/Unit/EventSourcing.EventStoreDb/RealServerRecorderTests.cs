using EventSourcing.EventStoreDb;
using EventSourcing.Persistence;
using EventSourcing.Tests.Persistence;

namespace EventSourcing.Tests.EventStoreDb;

/// <summary>The contract against the server that the environment names.</summary>
public sealed class RealServerRecorderTests : RecorderContract
{
    protected override ValueTask<IRecorder> OpenAsync()
    {
        var settings = new Settings();
        Assert.SkipWhen(settings.Find("EVENTSTOREDB_URI", "KURRENTDB_URI") is null, "EVENTSTOREDB_URI is not set: no real server to test against.");
        return new(new EventStoreDbModule().Open(settings));
    }
}
