using System.Management.Automation;
using EventSourcing.EventStoreDb.Client.PersistentSubscriptions;
using WireStrategy = EventSourcing.EventStoreDb.Client.PersistentSubscriptions.ConsumerStrategy;

namespace PSEventSourcing.Commands.PersistentSubscriptions.Settings;

/// <summary>Changes settings of a persistent subscription: what is given; the rest stays as it is.</summary>
[Cmdlet(VerbsCommon.Set, "PersistentSubscription", SupportsShouldProcess = true, DefaultParameterSetName = ByStream)]
[OutputType(typeof(PersistentSubscription))]
public sealed class SetPersistentSubscriptionCommand : SettingsCmdlet
{
    private static readonly string[] Named = [.. typeof(SettingsCmdlet).GetProperties().Where(property => property.DeclaringType == typeof(SettingsCmdlet)).Select(property => property.Name)];

    /// <summary>Whether to output the persistent subscription as it is then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void ProcessGroup()
    {
        if (!Named.Any(IsGiven))
            throw Invalid("No setting was given to change.");
        if (ConsumerStrategy == Settings.ConsumerStrategy.PinnedByCorrelation)
            throw Invalid("The server takes the strategy PinnedByCorrelation only when a persistent subscription is created. Remove it and create it anew.");

        // The server puts all settings in the place of those there are, so they are read first.
        var info = Await(cancel => Client.PersistentSubscriptions.GetInfoAsync(Source, Group, cancel));
        var settings = Change(SettingsOf(info));
        if (!ShouldProcess(GroupName, "Change the persistent subscription, which drops its readers"))
            return;
        Do(cancel => Client.PersistentSubscriptions.UpdateAsync(Source, Group, settings, cancel));
        if (PassThru)
            WriteObject(Current());
    }

    private PersistentSubscriptionSettings SettingsOf(PersistentSubscriptionInfo info) => new()
    {
        StartFrom = GroupStart.Parse(GroupStart.Show(info.StartFrom), IsOfAll)
            ?? throw Invalid($"It begins at '{info.StartFrom}', which is not understood here. Say with -From where it is to begin."),
        ResolveLinks = info.ResolveLinks,
        ExtraStatistics = info.ExtraStatistics,
        MessageTimeout = info.MessageTimeout,
        MaxRetryCount = info.MaxRetryCount,
        CheckpointAfter = info.CheckpointAfter,
        MinCheckpointCount = info.MinCheckpointCount,
        MaxCheckpointCount = info.MaxCheckpointCount,
        MaxSubscriberCount = info.MaxSubscriberCount,
        LiveBufferSize = info.LiveBufferSize,
        ReadBatchSize = info.ReadBatchSize,
        HistoryBufferSize = info.HistoryBufferSize,
        ConsumerStrategy = StrategyOf(info),
    };

    /// <summary>An update cannot say every strategy, and would put another in its place.</summary>
    private WireStrategy StrategyOf(PersistentSubscriptionInfo info)
    {
        var isKnown = Enum.TryParse<WireStrategy>(info.ConsumerStrategy, out var strategy) && strategy != WireStrategy.PinnedByCorrelation;
        if (isKnown || ConsumerStrategy is not null)
            return isKnown ? strategy : default;
        throw Invalid($"It has the strategy {info.ConsumerStrategy}, which a change would not keep. Choose another with -ConsumerStrategy, or remove it and create it anew.");
    }
}
