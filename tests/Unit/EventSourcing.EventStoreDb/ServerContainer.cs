using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;

namespace EventSourcing.Tests.EventStoreDb;

/// <summary>A server in a container, shared by all tests of a class and gone with them.</summary>
public abstract class ServerContainer(string image, string settingsPrefix) : IAsyncLifetime
{
    private const int Port = 2113;

    private static readonly TimeSpan StartUp = TimeSpan.FromMinutes(2);

    private IContainer? _container;

    /// <summary>Why there is no server, or null if there is.</summary>
    public string? WhyNot { get; private set; }

    public string ConnectionString => $"esdb://{_container!.Hostname}:{_container.GetMappedPublicPort(Port)}?tls=false";

    public async ValueTask InitializeAsync()
    {
        // A fixture that throws or skips would be told of once for the class; each test shall say why it did not run.
        WhyNot = await DockerEngine.WhyNotAsync();
        if (WhyNot is not null)
            return;

        _container = new ContainerBuilder(image)
            .WithPortBinding(Port, assignRandomHostPort: true)
            .WithEnvironment($"{settingsPrefix}_INSECURE", "true")
            .WithEnvironment($"{settingsPrefix}_MEM_DB", "true")
            .WithEnvironment($"{settingsPrefix}_TELEMETRY_OPTOUT", "true")
            .WithWaitStrategy(Wait.ForUnixContainer().UntilHttpRequestIsSucceeded(
                request => request.ForPort(Port).ForPath("/health/live").ForStatusCodeMatching(code => (int)code is >= 200 and < 300),
                wait => wait.WithTimeout(StartUp)))
            .Build();
        await _container.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_container is not null)
            await _container.DisposeAsync();
    }

    /// <summary>The server whose answers are in tests/wire.</summary>
    public sealed class EventStoreDb2310() : ServerContainer("eventstore/eventstore:23.10.2-bookworm-slim", "EVENTSTORE");

    /// <summary>The same server under its new name.</summary>
    public sealed class KurrentDb251() : ServerContainer("kurrentplatform/kurrentdb:25.1", "KURRENTDB");
}
