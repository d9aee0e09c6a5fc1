namespace EventStoreDb.Emulator.Persistent;

/// <summary>Events that wait for a reader: those to be sent again first, then those read ahead.</summary>
internal sealed class GroupBuffer
{
    private readonly LinkedList<GroupMessage> _retries = [];
    private readonly LinkedList<GroupMessage> _read = [];

    public int Count => _retries.Count + _read.Count;

    public int RetryCount => _retries.Count;

    public int ReadCount => _read.Count;

    public void Add(GroupMessage message) => _read.AddLast(message);

    /// <summary>In the order of the source; replayed ones in the order they come.</summary>
    public void AddRetry(GroupMessage message)
    {
        var later = message.IsReplayed ? null : _retries.First;
        while (later is not null && (later.Value.IsReplayed || later.Value.Number < message.Number))
        {
            later = later.Next;
        }

        if (later is null)
        {
            _retries.AddLast(message);
        }
        else
        {
            _retries.AddBefore(later, message);
        }
    }

    /// <summary>
    /// Offers what waits, in order, and lets go of what is taken. One that is not taken does not hold up the others:
    /// they may be for other readers.
    /// </summary>
    public bool Offer(Func<GroupMessage, bool> take)
    {
        var isAnyTaken = false;
        foreach (var waiting in new[] { _retries, _read })
        {
            for (var node = waiting.First; node is not null;)
            {
                var next = node.Next;
                if (take(node.Value))
                {
                    waiting.Remove(node);
                    isAnyTaken = true;
                }

                node = next;
            }
        }

        return isAnyTaken;
    }

    public GroupMessage? LowestRetry() => _retries.Where(message => !message.IsReplayed).MinBy(message => message.Number);
}
