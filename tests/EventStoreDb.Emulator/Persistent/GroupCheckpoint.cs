using System.Text.Json;
using EventStoreDb.Emulator.Store;

namespace EventStoreDb.Emulator.Persistent;

/// <summary>Decides when a group writes down how far it has come, and does it.</summary>
internal sealed class GroupCheckpoint(Database database, string stream, GroupSettings settings, TimeProvider time)
{
    private long _number = -1;
    private DateTimeOffset _writtenAt;

    /// <summary>The position written last, by this or an earlier run of the group; null when there is none.</summary>
    public string? Position { get; private set; } = Load(database, stream);

    /// <param name="number">How many events are done with, counted from -1.</param>
    /// <param name="position">Of the last of them.</param>
    /// <param name="byTime">Whether this is asked because time has passed, or because events were acknowledged.</param>
    public void Reached(long number, string position, bool byTime)
    {
        var (done, now) = (number - _number, time.GetUtcNow());
        var isDue = byTime
            && settings.CheckpointAfter > 0
            && now - _writtenAt >= TimeSpan.FromMilliseconds(settings.CheckpointAfter)
            && done >= settings.MinCheckpointCount;
        if (done <= 0 || (!isDue && done < settings.MaxCheckpointCount))
        {
            return;
        }

        (_number, _writtenAt, Position) = (number, now, position);
        var data = JsonSerializer.SerializeToUtf8Bytes(position);
        database.Append(
            stream, ExpectedRevision.Any, [new ProposedEvent(Guid.NewGuid(), "SubscriptionCheckpoint", true, data, default)]);
    }

    public void Delete() => database.Delete(stream, ExpectedRevision.Any);

    private static string? Load(Database database, string stream) =>
        database.ReadStream(stream, long.MaxValue, 1, backwards: true).Events is [var last]
            ? JsonSerializer.Deserialize<string>(last.Content.Data.Span)
            : null;
}
