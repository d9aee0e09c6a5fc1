using EventSourcing.EventStoreDb;
using EventSourcing.Persistence;
using EventSourcing.Tests.Projections;

namespace EventSourcing.Tests.EventStoreDb.Projections;

/// <summary>Events on the server that EVENTSTOREDB_URI names, views in memory.</summary>
public sealed class RealServerProjectionTests : ProjectionContract
{
    protected override int Plans => 10;

    protected override ValueTask<IRecorder> OpenRecorderAsync()
    {
        var uri = Environment.GetEnvironmentVariable("EVENTSTOREDB_URI");
        Assert.SkipWhen(string.IsNullOrEmpty(uri), "EVENTSTOREDB_URI is not set: no such server to test against.");
        return new(new EventStoreDbModule().Open(new Settings { ["EVENTSTOREDB_URI"] = uri }));
    }

    protected override TestViews OpenViews() => new InMemoryTestViews();
}
