using EventSourcing.EventStoreDb;
using EventSourcing.Persistence;
using EventSourcing.Tests.Persistence;
using EventSourcing.Tests.Persistence.Model;

namespace EventSourcing.Tests.EventStoreDb;

/// <summary>The contract against servers in containers, where Docker runs.</summary>
public abstract class ContainerRecorderTests(ServerContainer server) : RecorderContract
{
    protected override StoreTraits Traits => StoreTraits.EventStoreDb;

    protected override int Trials => base.Trials / 20;

    protected override ValueTask<IRecorder> OpenAsync()
    {
        Assert.SkipWhen(server.WhyNot is not null, server.WhyNot ?? "");
        return new(new EventStoreDbModule().Open(new Settings { ["EVENTSTOREDB_URI"] = server.ConnectionString }));
    }
}

public sealed class EventStoreDb2310RecorderTests(ServerContainer.EventStoreDb2310 server)
    : ContainerRecorderTests(server), IClassFixture<ServerContainer.EventStoreDb2310>;

public sealed class KurrentDb251RecorderTests(ServerContainer.KurrentDb251 server)
    : ContainerRecorderTests(server), IClassFixture<ServerContainer.KurrentDb251>;
