using EventSourcing.EventStoreDb.Protos;
using EventSourcing.EventStoreDb.Protos.Projections;
using EventStoreDb.Emulator.Projections;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Empty = EventSourcing.EventStoreDb.Protos.Empty;

namespace EventStoreDb.Emulator.Services;

/// <summary>Projections are managed by operators and administrators, and asked by any user.</summary>
internal sealed class ProjectionsService(ProjectionDirectory projections) : EventSourcing.EventStoreDb.Protos.Projections.Projections.ProjectionsBase
{
    private const string Updated = "Updated";

    public override Task<CreateResp> Create(CreateReq request, ServerCallContext context)
    {
        RequireOperator(context, Updated);
        var definition = Definition(Required(request.Options));
        if (definition.Name.Length == 0)
        {
            throw Received(Updated, "OperationFailed");
        }

        if (projections.TryCreate(definition))
        {
            return Task.FromResult(new CreateResp());
        }

        throw Received(Updated, projections.Find(definition.Name) is { HasCompleted: true } ? "OperationFailed" : "Conflict");
    }

    public override Task<UpdateResp> Update(UpdateReq request, ServerCallContext context)
    {
        RequireOperator(context, Updated);
        var options = Required(request.Options);
        bool? mayEmit = options.EmitOptionCase switch
        {
            UpdateReq.Types.Options.EmitOptionOneofCase.EmitEnabled => options.EmitEnabled,
            UpdateReq.Types.Options.EmitOptionOneofCase.NoEmitOptions => null,
            _ => throw new MalformedRequestException("Whether to emit is required."),
        };
        Find(options.Name, Updated).Update(options.Query, mayEmit);
        return Task.FromResult(new UpdateResp());
    }

    public override Task<DeleteResp> Delete(DeleteReq request, ServerCallContext context)
    {
        RequireOperator(context, Updated);
        var options = Required(request.Options);
        var projection = Find(options.Name, Updated);
        if (!projection.MayBeDeleted)
        {
            throw Received(Updated, "OperationFailed");
        }

        projections.Delete(projection);
        if (options.DeleteEmittedStreams)
        {
            projection.DeleteEmittedStreams();
        }

        return Task.FromResult(new DeleteResp());
    }

    public override Task<EnableResp> Enable(EnableReq request, ServerCallContext context)
    {
        RequireOperator(context, Updated);
        Find(Required(request.Options).Name, Updated).Enable();
        return Task.FromResult(new EnableResp());
    }

    public override Task<DisableResp> Disable(DisableReq request, ServerCallContext context)
    {
        RequireOperator(context, Updated);
        var options = Required(request.Options);
        Find(options.Name, Updated).Disable(abort: !options.WriteCheckpoint);
        return Task.FromResult(new DisableResp());
    }

    public override Task<ResetResp> Reset(ResetReq request, ServerCallContext context)
    {
        RequireOperator(context, Updated);
        Find(Required(request.Options).Name, Updated).Reset();
        return Task.FromResult(new ResetResp());
    }

    public override async Task Statistics(
        StatisticsReq request, IServerStreamWriter<StatisticsResp> responseStream, ServerCallContext context)
    {
        RequireUser(context);
        var options = Required(request.Options);
        var asked = options.ModeCase switch
        {
            StatisticsReq.Types.Options.ModeOneofCase.Name => [Find(options.Name, "Statistics")],
            StatisticsReq.Types.Options.ModeOneofCase.Transient => OfKind(ProjectionKind.Transient),
            StatisticsReq.Types.Options.ModeOneofCase.Continuous => OfKind(ProjectionKind.Continuous),
            StatisticsReq.Types.Options.ModeOneofCase.OneTime => OfKind(ProjectionKind.OneTime),
            _ => projections.All,
        };
        foreach (var projection in asked)
        {
            await responseStream.WriteAsync(
                new StatisticsResp { Details = Details(projection.Statistics()) }, context.CancellationToken);
        }
    }

    public override async Task<StateResp> State(StateReq request, ServerCallContext context)
    {
        RequireUser(context);
        var options = Required(request.Options);
        var projection = Find(options.Name, "ProjectionState");
        return new StateResp { State = await ValueAsync(projection, options.Partition, result: false, context) };
    }

    public override async Task<ResultResp> Result(ResultReq request, ServerCallContext context)
    {
        RequireUser(context);
        var options = Required(request.Options);
        var projection = Find(options.Name, "ProjectionResult");
        return new ResultResp { Result = await ValueAsync(projection, options.Partition, result: true, context) };
    }

    public override Task<Empty> RestartSubsystem(Empty request, ServerCallContext context)
    {
        RequireUser(context);
        if (!context.Caller().IsOperator)
        {
            throw Errors.AccessDenied();
        }

        projections.Restart();
        return Task.FromResult(new Empty());
    }

    private static ProjectionDefinition Definition(CreateReq.Types.Options options) => options.ModeCase switch
    {
        CreateReq.Types.Options.ModeOneofCase.Continuous when options.Continuous is { TrackEmittedStreams: true, EmitEnabled: false } =>
            throw new MalformedRequestException("Nothing is tracked where nothing is emitted."),
        CreateReq.Types.Options.ModeOneofCase.Continuous => new ProjectionDefinition(
            options.Continuous.Name,
            ProjectionKind.Continuous,
            options.Query,
            options.Continuous.EmitEnabled,
            options.Continuous.TrackEmittedStreams),
        CreateReq.Types.Options.ModeOneofCase.Transient => new ProjectionDefinition(
            options.Transient.Name, ProjectionKind.Transient, options.Query, MayEmit: false, TracksStreams: false),
        CreateReq.Types.Options.ModeOneofCase.OneTime => new ProjectionDefinition(
            Guid.NewGuid().ToString("D"), ProjectionKind.OneTime, options.Query, MayEmit: false, TracksStreams: false),
        _ => throw new MalformedRequestException("A mode is required."),
    };

    private static async Task<Value> ValueAsync(Projection projection, string partition, bool result, ServerCallContext context)
    {
        var json = projection.StateOf(partition, result, out var isQueryBroken);
        if (isQueryBroken)
        {
            await Silence.KeepAsync(context.CancellationToken);
        }

        return json is null ? Value.ForStruct(new Struct()) : JsonParser.Default.Parse<Value>(json);
    }

    private static StatisticsResp.Types.Details Details(ProjectionStatistics statistics) => new()
    {
        CoreProcessingTime = statistics.MillisecondsAtWork,
        Version = statistics.Version,
        Epoch = statistics.Epoch,
        EffectiveName = statistics.Name,
        PartitionsCached = statistics.PartitionsCached,
        Status = statistics.Status,
        StateReason = statistics.Reason,
        Name = statistics.Name,
        Mode = statistics.Kind.ToString(),
        Position = statistics.Position,
        Progress = statistics.Progress,
        LastCheckpoint = statistics.LastCheckpoint,
        EventsProcessedAfterRestart = statistics.EventsProcessed,
    };

    private static T Required<T>(T? options) where T : class => GroupRequests.Required(options);

    private static RpcException Received(string expected, string received) =>
        Errors.Fail(StatusCode.Unknown, $"Envelope callback expected {expected}, received {received} instead");

    private static void RequireUser(ServerCallContext context)
    {
        if (context.Caller().IsAnonymous)
        {
            throw Errors.AccessDenied();
        }
    }

    private static void RequireOperator(ServerCallContext context, string expected)
    {
        RequireUser(context);
        if (!context.Caller().IsOperator)
        {
            throw Received(expected, "NotAuthorized");
        }
    }

    private IEnumerable<Projection> OfKind(ProjectionKind kind) =>
        projections.All.Where(projection => projection.Definition.Kind == kind);

    private Projection Find(string name, string expected) => projections.Find(name) ?? throw Received(expected, "NotFound");
}
