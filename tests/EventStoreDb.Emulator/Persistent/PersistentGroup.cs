using EventStoreDb.Emulator.Store;

namespace EventStoreDb.Emulator.Persistent;

/// <summary>
/// A persistent subscription: reads ahead into a buffer, hands events out to its readers, and keeps each until it is
/// acknowledged, given up or put aside.
/// </summary>
internal sealed partial class PersistentGroup
{
    private readonly Lock _gate = new();
    private readonly Database _database;
    private readonly TimeProvider _time;
    private readonly GroupSource _source;
    private readonly ConsumerStrategy _strategy;
    private readonly ParkedEvents _parked;
    private readonly GroupCheckpoint _checkpoint;
    private readonly GroupBuffer _buffer = new();
    private readonly List<GroupConsumer> _consumers = [];
    private readonly Dictionary<Guid, GroupMessage> _outstanding = [];
    private readonly Meter _delivered = new();
    private readonly long _begun;
    private long _next;
    private long _nextNumber;
    private bool _isLive;
    private int _liveCount;
    private string? _lastRead;
    private string? _previousRead;
    private (long Number, string Position)? _lastDelivered;

    public PersistentGroup(Database database, GroupKey key, GroupSettings settings, TimeProvider time)
    {
        (_database, Key, Settings, _time) = (database, key, settings, time);
        _begun = time.GetTimestamp();
        _source = new GroupSource(database, key, settings);
        _strategy = new ConsumerStrategy(settings.Strategy);
        _parked = new ParkedEvents(database, key.ParkedStream, time);
        _checkpoint = new GroupCheckpoint(database, key.CheckpointStream, settings, time);
        _previousRead = _lastRead = _checkpoint.Position;
        _next = _checkpoint.Position is { } done ? _source.CursorAfter(done) : _source.CursorAt(settings.Start);
        _isLive = _checkpoint.Position is null && settings.Start.IsEnd;
    }

    public GroupKey Key { get; }

    public GroupSettings Settings { get; }

    /// <summary>False if there are enough readers.</summary>
    public bool TryJoin(GroupConsumer consumer)
    {
        lock (_gate)
        {
            if (Settings.MaxSubscriberCount > 0 && _consumers.Count >= Settings.MaxSubscriberCount)
            {
                return false;
            }

            _consumers.Add(consumer);
            Advance();
            return true;
        }
    }

    /// <summary>What a reader leaves behind goes to others.</summary>
    public void Leave(GroupConsumer consumer)
    {
        lock (_gate)
        {
            if (!_consumers.Remove(consumer))
            {
                return;
            }

            _strategy.Forget(consumer);
            foreach (var message in _outstanding.Values.Where(message => message.Holder == consumer).ToList())
            {
                Settle(message);
                Requeue(message);
            }

            Advance();
        }
    }

    public void Acknowledge(IEnumerable<Guid> ids)
    {
        lock (_gate)
        {
            foreach (var id in ids)
            {
                if (_outstanding.TryGetValue(id, out var message))
                {
                    Settle(message);
                }
            }

            MarkCheckpoint(byTime: false);
            Advance();
        }
    }

    /// <param name="ids">Of the events, or of the links to them.</param>
    /// <param name="retry">Whether the events are to come again.</param>
    /// <param name="parkFor">Why the events are to be put aside; null if they are not.</param>
    public void Refuse(IEnumerable<Guid> ids, bool retry, string? parkFor)
    {
        lock (_gate)
        {
            foreach (var id in ids)
            {
                if (!_outstanding.TryGetValue(id, out var message))
                {
                    continue;
                }

                Settle(message);
                if (parkFor is not null)
                {
                    _parked.Park(message, parkFor);
                }
                else if (retry)
                {
                    RetryOrPark(message);
                }
            }

            MarkCheckpoint(byTime: false);
            Advance();
        }
    }

    /// <summary>Sends what was put aside again, up to a revision of the parked stream.</summary>
    public void ReplayParked(long? stopAt)
    {
        lock (_gate)
        {
            foreach (var link in _parked.TakeUpTo(stopAt))
            {
                _buffer.AddRetry(Message(link, resolve: true, isReplayed: true));
            }

            Advance();
        }
    }

    /// <summary>Something was written, maybe for this group.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            Advance();
        }
    }

    /// <summary>Once a second: what was not acknowledged in time comes again, and checkpoints are written.</summary>
    public void Tick()
    {
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            foreach (var message in _outstanding.Values.Where(message => message.DueAt <= now).ToList())
            {
                Settle(message);
                RetryOrPark(message);
            }

            MarkCheckpoint(byTime: true);
            Advance();
        }
    }

    public void DropAll()
    {
        lock (_gate)
        {
            _consumers.ForEach(consumer => consumer.Drop(Key));
            _consumers.Clear();
        }
    }

    /// <summary>Nothing of the group stays behind.</summary>
    public void Delete()
    {
        DropAll();
        _checkpoint.Delete();
        _parked.Delete();
    }

    private void Advance()
    {
        do
        {
            ReadAhead();
        }
        while (_buffer.Offer(TryDeliver) && !_isLive);
    }

    private void ReadAhead()
    {
        while (_isLive || Settings.HistoryBufferSize - _buffer.Count > Settings.ReadBatchSize)
        {
            var page = _source.Read(_next, _isLive ? StreamPage.Size : Math.Max(Settings.ReadBatchSize, 1));
            foreach (var recorded in page.Events)
            {
                _lastRead = _source.PositionOf(recorded);
                if (_isLive && !IsRoomForLive())
                {
                    // Falls behind; this one is read again once there is room.
                    _isLive = false;
                    _next = _source.CursorOf(recorded);
                    return;
                }

                _buffer.Add(Message(recorded, Settings.ResolveLinks, isReplayed: false));
                _liveCount = _isLive ? Math.Min(_liveCount + 1, Settings.LiveBufferSize) : 0;
            }

            _next = page.Next;
            if (page.IsEnd)
            {
                _isLive = true;
                return;
            }
        }
    }

    private bool IsRoomForLive() => _buffer.ReadCount < Settings.HistoryBufferSize;

    private GroupMessage Message(RecordedEvent recorded, bool resolve, bool isReplayed)
    {
        var link = resolve ? LinkReference.Parse(recorded) : null;
        var message = new GroupMessage
        {
            Original = recorded,
            IsLink = link is not null,
            Target = link is { } reference ? _database.Resolve(reference) : null,
            Number = isReplayed ? 0 : _nextNumber,
            IsReplayed = isReplayed,
            PreviousPosition = isReplayed ? null : _previousRead,
        };
        if (!isReplayed)
        {
            _nextNumber++;
            _previousRead = _source.PositionOf(recorded);
        }

        return message;
    }

    private bool TryDeliver(GroupMessage message)
    {
        // An id that is out already cannot be acknowledged twice, so the second event with it waits.
        if (_outstanding.ContainsKey(message.Id) || _strategy.Choose(_consumers, message) is not { } consumer)
        {
            return false;
        }

        message.Holder = consumer;
        message.DueAt = _time.GetUtcNow() + TimeSpan.FromMilliseconds(Settings.MessageTimeout);
        _outstanding.Add(message.Id, message);
        _delivered.Count++;
        if (!message.IsReplayed && !(_lastDelivered?.Number > message.Number))
        {
            _lastDelivered = (message.Number, _source.PositionOf(message.Original));
        }

        consumer.Take(message);
        return true;
    }

    private void Settle(GroupMessage message)
    {
        _outstanding.Remove(message.Id);
        message.Holder!.DoneWith(message);
        message.Holder = null;
    }

    private void RetryOrPark(GroupMessage message)
    {
        if (message.RetryCount < Settings.MaxRetryCount)
        {
            Requeue(message);
        }
        else
        {
            _parked.Park(message, string.Create(
                System.Globalization.CultureInfo.InvariantCulture, $"Reached retry count of {Settings.MaxRetryCount}"));
        }
    }

    private void Requeue(GroupMessage message)
    {
        message.RetryCount++;
        _buffer.AddRetry(message);
    }

    private void MarkCheckpoint(bool byTime)
    {
        var pending = _outstanding.Values.Where(message => !message.IsReplayed).Append(_buffer.LowestRetry())
            .MinBy(message => message?.Number ?? long.MaxValue);
        if (pending is { PreviousPosition: { } previous })
        {
            _checkpoint.Reached(pending.Number - 1, previous, byTime);
        }
        else if (pending is null && _lastDelivered is var (number, position))
        {
            _checkpoint.Reached(number, position, byTime);
        }
    }
}
