extern alias Emulator;

using Emulator::EventStoreDb.Emulator.Persistent;
using Emulator::EventStoreDb.Emulator.Store;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace EventSourcing.Tests.EventStoreDb.Emulator.Persistent;

/// <summary>What the recorded scenarios do not wait for, or need more than one reader for.</summary>
public sealed class PersistentGroupTests : IDisposable
{
    private const string Stream = "a-1";

    private static readonly GroupKey Key = new(Stream, "g");

    private readonly FakeTimeProvider _time = new();
    private readonly Database _database;
    private readonly GroupDirectory _groups;

    public PersistentGroupTests()
    {
        _database = new Database(_time);
        _groups = new GroupDirectory(_database, _time);
    }

    [Fact]
    public void What_is_not_acknowledged_in_time_comes_again_and_is_parked_in_the_end()
    {
        var reader = Reader(slots: 1);
        Create(settings => settings with { MessageTimeout = 3000, MaxRetryCount = 1 }).TryJoin(reader);
        Append(1);

        Assert.Equal([(0L, 0)], Taken(reader));
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Empty(Taken(reader));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([(0L, 1)], Taken(reader));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Empty(Taken(reader));
        Assert.Equal(1, _groups.Find(Key)!.ReadStatistics().ParkedCount);
    }

    [Fact]
    public void Readers_that_take_turns_each_get_their_share()
    {
        var (one, other) = (Reader(slots: 10), Reader(slots: 10));
        var group = Create(settings => settings with { Strategy = ConsumerStrategy.RoundRobin });
        group.TryJoin(one);
        group.TryJoin(other);
        Append(4);

        Assert.Equal([0L, 2L], Taken(one).Select(taken => taken.Revision));
        Assert.Equal([1L, 3L], Taken(other).Select(taken => taken.Revision));
    }

    [Fact]
    public void The_first_of_two_readers_gets_all_it_can_take_and_the_other_the_rest()
    {
        var (one, other) = (Reader(slots: 3), Reader(slots: 10));
        var group = Create(settings => settings with { Strategy = ConsumerStrategy.DispatchToSingle });
        group.TryJoin(one);
        group.TryJoin(other);
        Append(4);

        Assert.Equal(3, Taken(one).Count);
        Assert.Equal([3L], Taken(other).Select(taken => taken.Revision));
    }

    [Fact]
    public void A_pinned_stream_stays_with_its_reader_even_if_that_is_busy()
    {
        var (one, other) = (Reader(slots: 1), Reader(slots: 10));
        var group = Create(settings => settings with { Strategy = ConsumerStrategy.Pinned });
        group.TryJoin(one);
        group.TryJoin(other);
        Append(2);

        Assert.Single(Taken(one));
        Assert.Empty(Taken(other));
        group.Leave(one);
        Assert.Equal([(0L, 1), (1L, 0)], Taken(other));
    }

    [Fact]
    public void No_reader_holds_more_than_it_asked_for()
    {
        var reader = Reader(slots: 2);
        var group = Create(settings => settings);
        group.TryJoin(reader);
        Append(3);

        var ids = Ids(reader);
        Assert.Equal(2, ids.Count);
        group.Acknowledge([ids[0]]);
        Assert.Single(Ids(reader));
    }

    [Fact]
    public void A_group_goes_on_behind_its_checkpoint_after_a_restart()
    {
        var reader = Reader(slots: 10);
        var group = Create(settings => settings with { CheckpointAfter = 500, MinCheckpointCount = 1 });
        group.TryJoin(reader);
        Append(3);
        group.Acknowledge(Ids(reader).Take(2));
        _time.Advance(TimeSpan.FromSeconds(1));
        _groups.Restart();

        var next = Reader(slots: 10);
        _groups.Find(Key)!.TryJoin(next);
        Assert.Equal([(2L, 0)], Taken(next));
        Assert.True(reader.Deliveries.Completion.IsFaulted);
    }

    [Fact]
    public void A_group_that_has_fallen_behind_misses_nothing()
    {
        var reader = Reader(slots: 1);
        var group = Create(settings => settings with { HistoryBufferSize = 3, ReadBatchSize = 2 });
        group.TryJoin(reader);
        Append(50);

        for (var revision = 0; revision < 50; revision++)
        {
            Assert.True(reader.Deliveries.TryRead(out var message));
            Assert.Equal(revision, message.Original.Revision);
            group.Acknowledge([message.Id]);
        }
    }

    public void Dispose() => _groups.Dispose();

    private static GroupConsumer Reader(int slots) => new("system", "test", slots, latencies: null);

    private static List<(long Revision, int Retry)> Taken(GroupConsumer reader)
    {
        var taken = new List<(long, int)>();
        while (reader.Deliveries.TryRead(out var message))
        {
            taken.Add((message.Original.Revision, message.RetryCount));
        }

        return taken;
    }

    private static List<Guid> Ids(GroupConsumer reader)
    {
        var ids = new List<Guid>();
        while (reader.Deliveries.TryRead(out var message))
        {
            ids.Add(message.Id);
        }

        return ids;
    }

    private PersistentGroup Create(Func<GroupSettings, GroupSettings> change)
    {
        var settings = new GroupSettings
        {
            Start = GroupStart.Beginning,
            MessageTimeout = 30_000,
            MaxRetryCount = 10,
            MinCheckpointCount = 10,
            MaxCheckpointCount = 1000,
            LiveBufferSize = 500,
            ReadBatchSize = 20,
            HistoryBufferSize = 500,
            Strategy = ConsumerStrategy.RoundRobin,
        };
        Assert.True(_groups.TryCreate(Key, change(settings), "system"));
        return _groups.Find(Key)!;
    }

    private void Append(int count)
    {
        _database.Append(
            Stream,
            ExpectedRevision.Any,
            [.. Enumerable.Range(0, count).Select(_ => new ProposedEvent(Guid.NewGuid(), "Counted", true, "{}"u8.ToArray(), default))]);
        // Not left to the node's own pace.
        _groups.Find(Key)!.Wake();
    }
}
