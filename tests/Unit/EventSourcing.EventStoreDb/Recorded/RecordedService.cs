using System.Text.Json.Nodes;
using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.Persistence;
using EventSourcing.Tests.EventStoreDb.Scripted;
using EventSourcing.Tests.Wire;

namespace EventSourcing.Tests.EventStoreDb.Recorded;

/// <summary>A call to a service beside streams: one question, and one answer or a few. Where the recorded one is nothing a
/// client could mean, the client makes a simple one, and gets the recorded answer all the same.</summary>
internal abstract class RecordedService(WireCall call) : RecordedCall(call)
{
    /// <summary>How long a call that is never answered is waited for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    protected JsonNode? Options { get; } = call.Requests.Count > 0 ? call.Requests[0].Complete()?["options"] : null;

    /// <summary>Whether what was recorded is what the client says.</summary>
    protected abstract bool IsMeant { get; }

    /// <summary>Makes the call, and gives what came of it in the form of the recorded answers.</summary>
    protected abstract Task<JsonNode?> MakeAsync(EventStoreDbClient client, CancellationToken cancel);

    /// <summary>What the client should make of the recorded answers.</summary>
    protected virtual JsonNode? Expected() => null;

    protected override async Task AskAsync(EventStoreDbClient client, EventStoreDbClientSettings settings, CancellationToken cancel)
    {
        using var given = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        Understood.TrySetResult();
        if (Call.Status is { Code: 0 })
        {
            var made = await MakeAsync(client, given.Token);
            Assert.Equal(WireJson.Normalised(Expected())?.ToJsonString(), WireJson.Normalised(made)?.ToJsonString());
        }
        else if (IsLeftOpen)
        {
            given.CancelAfter(Patience);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => MakeAsync(client, given.Token));
        }
        else
        {
            await ExpectedError.AssertAsync(ExpectedError.Of(Call, writes: false, changes: Changes), () => MakeAsync(client, given.Token));
        }
    }

    /// <summary>Whether a lost answer leaves the outcome unknown.</summary>
    protected virtual bool Changes => false;

    protected override async Task ReceiveAsync(ScriptedCall answering)
    {
        if (Call.Requests.Count > 0)
            await base.ReceiveAsync(answering);
        else
            await answering.SkipMessageAsync();
    }

    protected override void Check(WireRequest recorded, byte[] actual)
    {
        if (IsMeant)
            Assert.Equal(Compared(recorded.Complete()!).ToJsonString(), Compared(Contract.RequestJson(Call.Rpc, actual)).ToJsonString());
    }

    /// <summary>All but what the client always says in its own way.</summary>
    protected virtual JsonNode Compared(JsonNode request) => WireJson.Normalised(request)!;
}
