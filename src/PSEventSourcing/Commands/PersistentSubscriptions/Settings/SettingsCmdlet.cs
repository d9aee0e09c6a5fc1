using System.Management.Automation;
using EventSourcing.EventStoreDb.Client.PersistentSubscriptions;
using PSEventSourcing.Execution;
using WireStrategy = EventSourcing.EventStoreDb.Client.PersistentSubscriptions.ConsumerStrategy;

namespace PSEventSourcing.Commands.PersistentSubscriptions.Settings;

/// <summary>A cmdlet that says how a persistent subscription works. What is not given stays as it is.</summary>
public abstract class SettingsCmdlet : GroupCmdlet
{
    private protected SettingsCmdlet()
    {
    }

    /// <summary>Where it begins: Start, End, a revision of the stream, or a position in the log.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? From { get; set; }

    /// <summary>Follow links to the events they point to.</summary>
    [Parameter]
    public SwitchParameter ResolveLink { get; set; }

    /// <summary>Have the server measure how long readers take.</summary>
    [Parameter]
    public SwitchParameter ExtraStatistics { get; set; }

    /// <summary>How long a reader may take over an event before it is delivered again.</summary>
    [Parameter]
    [ValidateTime(OrZero = true)]
    public TimeSpan? MessageTimeout { get; set; }

    /// <summary>How often an event is delivered again before it is parked.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? MaxRetryCount { get; set; }

    /// <summary>How often a checkpoint is written, in time.</summary>
    [Parameter]
    [ValidateTime(OrZero = true)]
    public TimeSpan? CheckpointAfter { get; set; }

    /// <summary>How many events must have been answered for before time alone writes a checkpoint.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? MinCheckpointCount { get; set; }

    /// <summary>After how many events a checkpoint is written whatever the time.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? MaxCheckpointCount { get; set; }

    /// <summary>How many readers there may be at once.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? MaxSubscriberCount { get; set; }

    /// <summary>How many live events the server holds in memory.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? LiveBufferSize { get; set; }

    /// <summary>How many events the server reads at once to catch up.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? ReadBatchSize { get; set; }

    /// <summary>How many events the server holds in memory to catch up.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? HistoryBufferSize { get; set; }

    /// <summary>How events are spread over the readers.</summary>
    [Parameter]
    public ConsumerStrategy? ConsumerStrategy { get; set; }

    /// <summary>The settings as they were, with what is given in its place.</summary>
    /// <exception cref="InvalidPersistentSubscriptionException">They cannot be.</exception>
    private protected PersistentSubscriptionSettings Change(PersistentSubscriptionSettings before)
    {
        var settings = before with
        {
            StartFrom = From is null ? before.StartFrom : Start(From),
            ResolveLinks = IsGiven(nameof(ResolveLink)) ? ResolveLink : before.ResolveLinks,
            ExtraStatistics = IsGiven(nameof(ExtraStatistics)) ? ExtraStatistics : before.ExtraStatistics,
            MessageTimeout = MessageTimeout ?? before.MessageTimeout,
            MaxRetryCount = MaxRetryCount ?? before.MaxRetryCount,
            CheckpointAfter = CheckpointAfter ?? before.CheckpointAfter,
            MinCheckpointCount = MinCheckpointCount ?? before.MinCheckpointCount,
            MaxCheckpointCount = MaxCheckpointCount ?? before.MaxCheckpointCount,
            MaxSubscriberCount = MaxSubscriberCount ?? before.MaxSubscriberCount,
            LiveBufferSize = LiveBufferSize ?? before.LiveBufferSize,
            ReadBatchSize = ReadBatchSize ?? before.ReadBatchSize,
            HistoryBufferSize = HistoryBufferSize ?? before.HistoryBufferSize,
            ConsumerStrategy = ConsumerStrategy is { } strategy ? Enum.Parse<WireStrategy>(strategy.ToString()) : before.ConsumerStrategy,
        };
        return settings.ReadBatchSize < settings.HistoryBufferSize
            ? settings
            : throw Invalid($"ReadBatchSize ({settings.ReadBatchSize}) must be below HistoryBufferSize ({settings.HistoryBufferSize}).");
    }

    /// <summary>Whether a parameter is given, and not left out.</summary>
    private protected bool IsGiven(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    private PersistentSubscriptionStart Start(string place) => GroupStart.Parse(place, IsOfAll)
        ?? throw Invalid($"'{place}' is no place to begin at. Use Start, End, or {(IsOfAll ? "a position in the log" : "a revision of the stream")}.");
}
