using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.EventStoreDb.Client.Wire;
using EventSourcing.EventStoreDb.Protos.Streams;
using EventSourcing.Tests.EventStoreDb.Scripted;
using Grpc.Core;

namespace EventSourcing.Tests.EventStoreDb.Client.Telemetry;

/// <summary>A client, and a server that answers its first read with one event, and loses or fails the call once the client
/// has it; the second with another event.</summary>
internal sealed class ScriptedReads : IAsyncDisposable
{
    private readonly ScriptedServer _server;
    private readonly TaskCompletionSource _hasCome = new();
    private int _calls;

    private ScriptedReads(ScriptedServer server, bool subscribes, bool fails)
    {
        _server = server;
        server.On("Read", async call =>
        {
            await call.SkipMessageAsync();
            if (subscribes)
                await call.SendAsync(new ReadResp { Confirmation = new() { SubscriptionId = "a" } });
            var isFirst = Interlocked.Increment(ref _calls) == 1;
            await call.SendAsync(Event(isFirst ? 1UL : 2UL));
            if (isFirst)
            {
                await _hasCome.Task;
                if (!fails)
                    call.CutConnection();
                await call.EndAsync(StatusCode.PermissionDenied, "Access Denied", ("exception", "access-denied"));
            }
            else if (subscribes)
            {
                await call.UntilAbortedAsync();
            }
            else
            {
                await call.EndAsync();
            }
        });
        Client = new EventStoreDbClient(EventStoreDbClientSettings.Parse($"esdb://localhost:{server.Port}?tls=false") with { RetryDelay = TimeSpan.FromMilliseconds(1) });
    }

    public EventStoreDbClient Client { get; }

    public static async Task<ScriptedReads> SetAsync(bool subscribes, bool fails = false) => new(await ScriptedServer.StartAsync(), subscribes, fails);

    /// <summary>The client has the first event.</summary>
    public void Next() => _hasCome.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await _server.DisposeAsync();
    }

    private static ReadResp Event(ulong position) => new()
    {
        Event = new()
        {
            CommitPosition = position,
            Event = new()
            {
                Id = Guid.NewGuid().ToWire(),
                StreamIdentifier = "dog-1".ToStreamIdentifier(),
                CommitPosition = position,
                PreparePosition = position,
                Metadata = { ["type"] = "Barked", ["created"] = "0", ["content-type"] = "application/json" },
            },
        },
    };
}
