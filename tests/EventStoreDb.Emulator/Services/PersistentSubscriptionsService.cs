using EventSourcing.EventStoreDb.Protos;
using EventSourcing.EventStoreDb.Protos.PersistentSubscriptions;
using EventStoreDb.Emulator.Access;
using EventStoreDb.Emulator.Persistent;
using EventStoreDb.Emulator.Store;
using Grpc.Core;

namespace EventStoreDb.Emulator.Services;

/// <summary>Groups are managed by operators and administrators, and read by whoever may read their stream.</summary>
internal sealed class PersistentSubscriptionsService(
    Database database, GroupDirectory groups, AccessControl access, EmulatorOptions emulator)
    : PersistentSubscriptions.PersistentSubscriptionsBase
{
    private const string BeyondTheLog =
        "Invalid Start From position: commit position must be less than or equal to the last commit position in the transaction file.";

    public override async Task<CreateResp> Create(CreateReq request, ServerCallContext context)
    {
        RequireOperator(context);
        var options = GroupRequests.Required(request.Options);
        var settings = GroupSettingsReader.Read(options);
        if (GroupRequests.NewStream(options) is not { } stream)
        {
            await Silence.KeepAsync(context.CancellationToken);
            return new CreateResp();
        }

        var key = new GroupKey(stream, options.GroupName);
        RequireValid(key, settings);
        return groups.TryCreate(key, settings, UserOf(context)) ? new CreateResp() : throw PersistentErrors.Exists(key);
    }

    public override Task<UpdateResp> Update(UpdateReq request, ServerCallContext context)
    {
        RequireOperator(context);
        var options = GroupRequests.Required(request.Options);
        var settings = GroupSettingsReader.Read(options);
        var key = new GroupKey(GroupRequests.UpdatedStream(options), options.GroupName);
        Require(key);
        RequireValid(key, settings);
        return groups.TryUpdate(key, settings, UserOf(context))
            ? Task.FromResult(new UpdateResp())
            : throw PersistentErrors.DoesNotExist(key);
    }

    public override Task<DeleteResp> Delete(DeleteReq request, ServerCallContext context)
    {
        RequireOperator(context);
        var options = GroupRequests.Required(request.Options);
        var key = new GroupKey(GroupRequests.DeletedStream(options), options.GroupName);
        return groups.TryDelete(key, UserOf(context))
            ? Task.FromResult(new DeleteResp())
            : throw PersistentErrors.DoesNotExist(key);
    }

    public override async Task Read(
        IAsyncStreamReader<ReadReq> requestStream, IServerStreamWriter<ReadResp> responseStream, ServerCallContext context)
    {
        if (!await requestStream.MoveNext(context.CancellationToken))
        {
            return;
        }

        var options = GroupRequests.Required(requestStream.Current.Options);
        var ids = GroupRequests.Required(options.UuidOption);
        if (options.BufferSize < 0)
        {
            throw new MalformedRequestException("A buffer has a size.");
        }

        var key = GroupRequests.Key(options.All is not null, options.StreamIdentifier, options.GroupName);
        if (!access.Allows(context.Caller(), StreamAction.Read, key.Stream))
        {
            throw Errors.AccessDenied();
        }

        var group = Require(key);
        var consumer = new GroupConsumer(
            UserOf(context),
            context.RequestHeaders.GetValue("connection-name") ?? "<unknown>",
            options.BufferSize,
            group.Settings.ExtraStatistics ? new Latencies(emulator.TimeProvider) : null);
        var read = new GroupRead(group, consumer, requestStream, responseStream, context.CancellationToken);
        await read.RunAsync(ids.ContentCase == ReadReq.Types.Options.Types.UUIDOption.ContentOneofCase.String);
    }

    public override Task<GetInfoResp> GetInfo(GetInfoReq request, ServerCallContext context)
    {
        var options = GroupRequests.Required(request.Options);
        var group = Require(GroupRequests.Key(options.All is not null, options.StreamIdentifier, options.GroupName));
        return Task.FromResult(new GetInfoResp { SubscriptionInfo = GroupAnswers.Info(group.ReadStatistics()) });
    }

    public override Task<ListResp> List(ListReq request, ServerCallContext context)
    {
        var options = GroupRequests.Required(request.Options);
        var stream = options.ListOptionCase switch
        {
            ListReq.Types.Options.ListOptionOneofCase.ListAllSubscriptions => null,
            ListReq.Types.Options.ListOptionOneofCase.ListForStream when options.ListForStream.All is not null => StreamName.All,
            ListReq.Types.Options.ListOptionOneofCase.ListForStream => Requests.StreamName(options.ListForStream.Stream),
            _ => throw new MalformedRequestException("What to list is required."),
        };
        var listed = groups.List(stream) ?? throw PersistentErrors.DoesNotExist(new GroupKey(stream!, ""));
        return Task.FromResult(new ListResp
        {
            Subscriptions = { listed.Select(group => GroupAnswers.Info(group.ReadStatistics())) },
        });
    }

    public override Task<ReplayParkedResp> ReplayParked(ReplayParkedReq request, ServerCallContext context)
    {
        RequireOperator(context);
        var options = GroupRequests.Required(request.Options);
        long? stopAt = options.StopAtOptionCase switch
        {
            ReplayParkedReq.Types.Options.StopAtOptionOneofCase.StopAt => options.StopAt,
            ReplayParkedReq.Types.Options.StopAtOptionOneofCase.NoLimit => null,
            _ => throw new MalformedRequestException("Where to stop is required."),
        };
        var key = GroupRequests.Key(options.All is not null, options.StreamIdentifier, options.GroupName);
        if (stopAt < 0)
        {
            throw PersistentErrors.Refused(key, "Cannot stop replaying parked message at a negative version.");
        }

        Require(key).ReplayParked(stopAt);
        return Task.FromResult(new ReplayParkedResp());
    }

    public override Task<Empty> RestartSubsystem(Empty request, ServerCallContext context)
    {
        RequireOperator(context);
        groups.Restart();
        return Task.FromResult(new Empty());
    }

    private static string UserOf(ServerCallContext context) => context.Caller().Name ?? "";

    private static void RequireOperator(ServerCallContext context)
    {
        if (!context.Caller().IsOperator)
        {
            throw Errors.AccessDenied();
        }
    }

    private PersistentGroup Require(GroupKey key) => groups.Find(key) ?? throw PersistentErrors.DoesNotExist(key);

    private void RequireValid(GroupKey key, GroupSettings settings)
    {
        var isBeyond = key.IsOfLog && !settings.Start.IsEnd && database.Locate(settings.Start.Commit).Is == LogPlace.Kind.Beyond;
        if ((isBeyond ? BeyondTheLog : settings.ReasonToRefuse()) is { } reason)
        {
            throw PersistentErrors.Refused(key, reason);
        }
    }
}
