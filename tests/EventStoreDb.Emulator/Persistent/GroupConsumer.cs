using System.Threading.Channels;
using EventStoreDb.Emulator.Services;

namespace EventStoreDb.Emulator.Persistent;

/// <summary>One reader of a group. All but taking deliveries is done under the lock of the group.</summary>
internal sealed class GroupConsumer(string user, string connectionName, int slots, Latencies? latencies)
{
    // Never holds more than there are slots.
    private readonly Channel<GroupMessage> _deliveries = Channel.CreateUnbounded<GroupMessage>();

    public string User => user;

    public string ConnectionName => connectionName;

    public Latencies? Latencies => latencies;

    public int Slots { get; private set; } = slots;

    public int InFlight { get; private set; }

    public Meter Delivered { get; } = new();

    public ChannelReader<GroupMessage> Deliveries => _deliveries.Reader;

    public void Take(GroupMessage message)
    {
        Slots--;
        InFlight++;
        Delivered.Count++;
        latencies?.Begin(message.Id);
        _deliveries.Writer.TryWrite(message);
    }

    public void DoneWith(GroupMessage message)
    {
        Slots++;
        InFlight--;
        latencies?.End(message.Id);
    }

    public void Drop(GroupKey key) => _deliveries.Writer.TryComplete(PersistentErrors.Dropped(key));
}
