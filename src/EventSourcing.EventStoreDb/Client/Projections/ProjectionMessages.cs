using EventSourcing.EventStoreDb.Protos;
using EventSourcing.EventStoreDb.Protos.Projections;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Empty = EventSourcing.EventStoreDb.Protos.Empty;

namespace EventSourcing.EventStoreDb.Client.Projections;

/// <summary>Makes the requests of projections and reads the answers.</summary>
internal static class ProjectionMessages
{
    private const string NoState = "{}";
    private static readonly Empty Set = new();

    public static CreateReq Continuous(string name, string query, bool emit, bool trackEmittedStreams) =>
        new() { Options = new() { Continuous = new() { Name = name, EmitEnabled = emit, TrackEmittedStreams = trackEmittedStreams }, Query = query } };

    public static CreateReq OneTime(string query) => new() { Options = new() { OneTime = Set, Query = query } };

    public static CreateReq Transient(string name, string query) => new() { Options = new() { Transient = new() { Name = name }, Query = query } };

    public static UpdateReq Update(string name, string query, bool? emit)
    {
        var options = new UpdateReq.Types.Options { Name = name, Query = query };
        if (emit is { } enabled)
            options.EmitEnabled = enabled;
        else
            options.NoEmitOptions = Set;
        return new UpdateReq { Options = options };
    }

    public static StatisticsReq Statistics(ProjectionMode? mode) => new()
    {
        Options = mode switch
        {
            null => new() { All = Set },
            ProjectionMode.Continuous => new() { Continuous = Set },
            ProjectionMode.OneTime => new() { OneTime = Set },
            ProjectionMode.Transient => new() { Transient = Set },
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "There is no such mode."),
        },
    };

    public static string ToJson(Value? value) => value is null or { KindCase: Value.KindOneofCase.None } ? NoState : JsonFormatter.Default.Format(value);

    public static ProjectionStatistics ToStatistics(StatisticsResp answer)
    {
        var details = answer.Details;
        return new ProjectionStatistics
        {
            Name = details.Name,
            EffectiveName = details.EffectiveName,
            Status = details.Status,
            StateReason = details.StateReason,
            Mode = details.Mode,
            Position = details.Position,
            Progress = details.Progress,
            LastCheckpoint = details.LastCheckpoint,
            CheckpointStatus = details.CheckpointStatus,
            Version = details.Version,
            Epoch = details.Epoch,
            CoreProcessingTime = details.CoreProcessingTime,
            EventsProcessedAfterRestart = details.EventsProcessedAfterRestart,
            BufferedEvents = details.BufferedEvents,
            ReadsInProgress = details.ReadsInProgress,
            WritesInProgress = details.WritesInProgress,
            PartitionsCached = details.PartitionsCached,
            WritePendingEventsBeforeCheckpoint = details.WritePendingEventsBeforeCheckpoint,
            WritePendingEventsAfterCheckpoint = details.WritePendingEventsAfterCheckpoint,
        };
    }
}
