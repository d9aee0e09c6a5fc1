using System.Runtime.CompilerServices;

namespace EventSourcing.EventStoreDb.Client.PersistentSubscriptions;

/// <summary>Refuses what the server refuses, or takes and misunderstands (wire/PROTOCOL.md, k).</summary>
internal static class SettingsRules
{
    public static void Check(string stream, PersistentSubscriptionSettings settings, PersistentSubscriptionFilter? filter)
    {
        CheckStream(stream);
        var isAll = PersistentSubscriptionsClient.IsAll(stream);
        if (filter is not null && !isAll)
            throw new ArgumentException("Only a persistent subscription to $all can be filtered.", nameof(filter));
        if (isAll ? settings.StartFrom.Revision is not null : settings.StartFrom.Position is not null)
            throw new ArgumentException($"A persistent subscription to '{stream}' cannot begin at {settings.StartFrom}: streams have revisions, and $all has positions.", nameof(settings));

        CheckTime(settings.MessageTimeout);
        CheckTime(settings.CheckpointAfter);
        CheckNumber(settings.MaxRetryCount, 0);
        CheckNumber(settings.MinCheckpointCount, 0);
        CheckNumber(settings.MaxCheckpointCount, 0);
        CheckNumber(settings.MaxSubscriberCount, 0);
        CheckNumber(settings.LiveBufferSize, 0);
        CheckNumber(settings.ReadBatchSize, 0);
        CheckNumber(settings.HistoryBufferSize, settings.ReadBatchSize + 1L);
        if (!Enum.IsDefined(settings.ConsumerStrategy))
            throw new ArgumentOutOfRangeException(nameof(settings), settings.ConsumerStrategy, "There is no such consumer strategy.");
    }

    /// <summary>The server never answers where the name is empty.</summary>
    public static void CheckStream(string stream) => ArgumentException.ThrowIfNullOrEmpty(stream);

    private static void CheckNumber(long number, long least, [CallerArgumentExpression(nameof(number))] string? name = null) =>
        ArgumentOutOfRangeException.ThrowIfLessThan(number, least, name);

    private static void CheckTime(TimeSpan time, [CallerArgumentExpression(nameof(time))] string? name = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(time, TimeSpan.FromMilliseconds(int.MaxValue), name);
    }
}
