using EventSourcing.EventStoreDb.Protos;
using EventSourcing.EventStoreDb.Protos.Streams;
using EventStoreDb.Emulator.Store;
using Google.Protobuf;
using Grpc.Core;

namespace EventStoreDb.Emulator.Services;

/// <summary>Writes what a reader or subscriber is sent, one message at a time, as fast as it is taken.</summary>
internal sealed class ReadAnswers(
    IServerStreamWriter<ReadResp> stream, Database database, ReadPlan plan, CancellationToken cancel)
{
    // 32 live events wait in the server, and 32 answers to be written.
    private const int MaxWaiting = 64;

    private static readonly TimeSpan StalledAfter = TimeSpan.FromMilliseconds(100);

    public CancellationToken Cancel => cancel;

    public Task ConfirmAsync() => SendAsync(new ReadResp
    {
        Confirmation = new ReadResp.Types.SubscriptionConfirmation { SubscriptionId = Guid.NewGuid().ToString("D") },
    });

    public Task CaughtUpAsync() => SendAsync(new ReadResp { CaughtUp = new ReadResp.Types.CaughtUp() });

    public Task CheckpointAsync(long commit, long prepare) => SendAsync(new ReadResp
    {
        Checkpoint = new ReadResp.Types.Checkpoint { CommitPosition = (ulong)commit, PreparePosition = (ulong)prepare },
    });

    public Task StreamNotFoundAsync() => SendAsync(new ReadResp
    {
        StreamNotFound = new ReadResp.Types.StreamNotFound { StreamIdentifier = Identifier(plan.Stream!) },
    });

    public Task FirstPositionAsync(long revision) => SendAsync(new ReadResp { FirstStreamPosition = (ulong)revision });

    public Task LastPositionAsync(long revision) => SendAsync(new ReadResp { LastStreamPosition = (ulong)revision });

    public async Task EventAsync(RecordedEvent recorded)
    {
        if (plan.IdsAsText is not { } asText)
        {
            await Silence.KeepAsync(cancel);
            return;
        }

        var sent = new ReadResp.Types.ReadEvent { CommitPosition = (ulong)recorded.Position };
        if (plan.ResolveLinks && LinkReference.Parse(recorded) is { } link)
        {
            sent.Link = Recorded(recorded, asText);
            sent.Event = database.Resolve(link) is { } target ? Recorded(target, asText) : null;
        }
        else
        {
            sent.Event = Recorded(recorded, asText);
        }

        await SendAsync(new ReadResp { Event = sent });
    }

    /// <summary>
    /// Sends a live event. Live events wait for nobody for long: a subscriber that does not take them while more
    /// than the server's buffers hold are waiting is dropped.
    /// </summary>
    /// <param name="recorded">The event.</param>
    /// <param name="countWaiting">How many events wait behind it, counted no further than to the given number.</param>
    public async Task LiveEventAsync(RecordedEvent recorded, Func<int, int> countWaiting)
    {
        var sent = EventAsync(recorded);
        while (!sent.IsCompleted)
        {
            await Task.WhenAny(sent, Task.Delay(StalledAfter, TimeProvider.System, cancel));
            if (!sent.IsCompleted && countWaiting(MaxWaiting + 1) > MaxWaiting && plan.IdsAsText is not null)
            {
                throw Errors.ConsumerTooSlow();
            }
        }

        await sent;
    }

    private static ReadResp.Types.ReadEvent.Types.RecordedEvent Recorded(RecordedEvent recorded, bool idAsText) => new()
    {
        Id = idAsText ? Uuids.Text(recorded.Content.Id) : Uuids.Structured(recorded.Content.Id),
        StreamIdentifier = Identifier(recorded.Stream),
        StreamRevision = (ulong)recorded.Revision,
        PreparePosition = (ulong)recorded.Position,
        CommitPosition = (ulong)recorded.Position,
        Metadata = { Requests.MetadataOf(recorded) },
        CustomMetadata = UnsafeByteOperations.UnsafeWrap(recorded.Content.Metadata),
        Data = UnsafeByteOperations.UnsafeWrap(recorded.Content.Data),
    };

    private static StreamIdentifier Identifier(string name) => new() { StreamName = ByteString.CopyFromUtf8(name) };

    private Task SendAsync(ReadResp message) => stream.WriteAsync(message, cancel);
}
