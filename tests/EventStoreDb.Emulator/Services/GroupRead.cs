using EventSourcing.EventStoreDb.Protos.PersistentSubscriptions;
using EventStoreDb.Emulator.Persistent;
using Grpc.Core;

namespace EventStoreDb.Emulator.Services;

/// <summary>One reader of a group: events out, acknowledgements in, at the same time.</summary>
internal sealed class GroupRead(
    PersistentGroup group,
    GroupConsumer consumer,
    IAsyncStreamReader<ReadReq> requests,
    IServerStreamWriter<ReadResp> responses,
    CancellationToken cancel)
{
    public async Task RunAsync(bool idsAsText)
    {
        if (!group.TryJoin(consumer))
        {
            throw PersistentErrors.MaximumReached(group.Key);
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var listening = ListenAsync(stop.Token);
        try
        {
            var sending = SendAsync(idsAsText, stop.Token);
            if (await Task.WhenAny(listening, sending) == listening && !listening.IsCompletedSuccessfully)
            {
                await stop.CancelAsync();
                await Quietly(sending);
                await listening;
            }

            // A client that closes its side goes on receiving.
            await sending;
        }
        finally
        {
            // Nobody may read on once the call has ended: the server uses its streams again.
            await stop.CancelAsync();
            await Quietly(listening);
            group.Leave(consumer);
        }
    }

    private static Task Quietly(Task task) => task.ContinueWith(
        _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private async Task SendAsync(bool idsAsText, CancellationToken stop)
    {
        await responses.WriteAsync(
            new ReadResp
            {
                SubscriptionConfirmation = new ReadResp.Types.SubscriptionConfirmation { SubscriptionId = group.Key.ToString() },
            },
            stop);
        await foreach (var message in consumer.Deliveries.ReadAllAsync(stop))
        {
            await responses.WriteAsync(GroupAnswers.Event(message, idsAsText), stop);
        }
    }

    private async Task ListenAsync(CancellationToken stop)
    {
        while (await requests.MoveNext(stop))
        {
            switch (requests.Current)
            {
                case { Ack: { } ack }:
                    group.Acknowledge([.. ack.Ids.Select(Uuids.Read)]);
                    break;
                case { Nack: { } nack }:
                    Refuse(nack);
                    break;
                default:
                    throw new MalformedRequestException("An event is acknowledged or refused.");
            }
        }
    }

    /// <summary>To skip an event, and to stop, is to acknowledge it.</summary>
    private void Refuse(ReadReq.Types.Nack nack) => group.Refuse(
        [.. nack.Ids.Select(Uuids.Read)],
        retry: nack.Action is ReadReq.Types.Nack.Types.Action.Retry or ReadReq.Types.Nack.Types.Action.Unknown,
        parkFor: nack.Action == ReadReq.Types.Nack.Types.Action.Park ? $"Client explicitly NAK'ed message.\n{nack.Reason}" : null);
}
