using EventStoreDb.Emulator.Store;

namespace EventStoreDb.Emulator.Persistent;

/// <summary>Chooses the reader that an event goes to.</summary>
internal sealed class ConsumerStrategy(string name)
{
    public const string DispatchToSingle = "DispatchToSingle";
    public const string RoundRobin = "RoundRobin";
    public const string Pinned = "Pinned";
    public const string PinnedByCorrelation = "PinnedByCorrelation";

    private readonly Dictionary<string, GroupConsumer> _pinned = new(StringComparer.Ordinal);
    private int _turn;

    public static bool Exists(string name) => name is DispatchToSingle or RoundRobin or Pinned or PinnedByCorrelation;

    /// <summary>Null if nobody may take the event now.</summary>
    public GroupConsumer? Choose(IReadOnlyList<GroupConsumer> consumers, GroupMessage message) => name switch
    {
        DispatchToSingle => consumers.FirstOrDefault(consumer => consumer.Slots > 0),
        RoundRobin => Next(consumers),
        _ => PinnedTo(consumers, message),
    };

    public void Forget(GroupConsumer consumer)
    {
        foreach (var key in _pinned.Where(pin => pin.Value == consumer).Select(pin => pin.Key).ToList())
        {
            _pinned.Remove(key);
        }
    }

    private GroupConsumer? Next(IReadOnlyList<GroupConsumer> consumers)
    {
        for (var i = 0; i < consumers.Count; i++)
        {
            var consumer = consumers[_turn++ % consumers.Count];
            if (consumer.Slots > 0)
            {
                return consumer;
            }
        }

        return null;
    }

    /// <summary>Events of one stream, or one correlation, stay with one reader while it is there, even if that is busy.</summary>
    private GroupConsumer? PinnedTo(IReadOnlyList<GroupConsumer> consumers, GroupMessage message)
    {
        var recorded = message.Target ?? message.Original;
        var key = (string.Equals(name, PinnedByCorrelation, StringComparison.Ordinal) ? Correlation.Of(recorded) : null)
            ?? recorded.Stream;
        if (!_pinned.TryGetValue(key, out var consumer))
        {
            consumer = consumers.MinBy(candidate => _pinned.Values.Count(pinned => pinned == candidate));
            if (consumer is null)
            {
                return null;
            }

            _pinned.Add(key, consumer);
        }

        return consumer.Slots > 0 ? consumer : null;
    }
}
