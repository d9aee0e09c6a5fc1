using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.EventStoreDb.Protos;
using EventSourcing.EventStoreDb.Protos.Streams;
using EventSourcing.Persistence;
using EventSourcing.Tests.EventStoreDb.Scripted;
using Google.Protobuf;

namespace EventSourcing.Tests.EventStoreDb.Client.Reads;

/// <summary>Notices as KurrentDB 25 sends them: with the time and the place, which 23.10 did not tell, and with
/// <c>fell_behind</c>, which 23.10 never sent.</summary>
public sealed class SubscriptionNoticesTests
{
    // A time in field 1, a revision in field 2.
    private static readonly byte[] TimeAndRevision = [0x0A, 0x02, 0x08, 0x2A, 0x10, 0x07];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_subscription_says_that_it_fell_behind_and_caught_up_again(bool toStream)
    {
        await using var server = await ScriptedServer.StartAsync();
        server.On("Read", async call =>
        {
            await call.SkipMessageAsync();
            await call.SendAsync(new ReadResp { Confirmation = new ReadResp.Types.SubscriptionConfirmation { SubscriptionId = "1" } });
            await call.SendAsync(Event(0));
            // Behind before it ever was live: no news.
            await call.SendAsync(FellBehind());
            await call.SendAsync(CaughtUp());
            await call.SendAsync(FellBehind());
            await call.SendAsync(Event(1));
            await call.SendAsync(CaughtUp());
            await call.SendAsync(Event(2));
            await call.UntilAbortedAsync();
        });
        await using var client = new EventStoreDbClient(EventStoreDbClientSettings.Parse($"esdb://localhost:{server.Port}?tls=false"));

        var messages = await (toStream
            ? client.SubscribeStreamAsync("s", StreamSubscription.FromStart, Cancel)
            : client.SubscribeAllAsync(new AllSubscription(), Cancel)).Take(6).Select(message => message.Kind).ToListAsync(Cancel);

        Assert.Equal(
            [SubscriptionMessageKind.Event, SubscriptionMessageKind.CaughtUp, SubscriptionMessageKind.FellBehind, SubscriptionMessageKind.Event, SubscriptionMessageKind.CaughtUp, SubscriptionMessageKind.Event],
            messages);
    }

    private static ReadResp CaughtUp() => new() { CaughtUp = ReadResp.Types.CaughtUp.Parser.ParseFrom(TimeAndRevision) };

    private static ReadResp FellBehind() => new() { FellBehind = ReadResp.Types.FellBehind.Parser.ParseFrom(TimeAndRevision) };

    private static ReadResp Event(ulong revision) => new()
    {
        Event = new ReadResp.Types.ReadEvent
        {
            CommitPosition = revision,
            Event = new ReadResp.Types.ReadEvent.Types.RecordedEvent
            {
                Id = new UUID { String = Guid.NewGuid().ToString() },
                StreamIdentifier = new StreamIdentifier { StreamName = ByteString.CopyFromUtf8("s") },
                StreamRevision = revision,
                CommitPosition = revision,
                PreparePosition = revision,
                Metadata = { ["type"] = "Counted", ["created"] = "0", ["content-type"] = "application/json" },
            },
        },
    };
}
