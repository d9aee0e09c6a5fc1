using EventSourcing.EventStoreDb.Protos;
using EventSourcing.EventStoreDb.Protos.PersistentSubscriptions;
using EventStoreDb.Emulator.Persistent;
using EventStoreDb.Emulator.Store;
using AllOptions = EventSourcing.EventStoreDb.Protos.PersistentSubscriptions.CreateReq.Types.AllOptions;
using CreateOptions = EventSourcing.EventStoreDb.Protos.PersistentSubscriptions.CreateReq.Types.Options;
using StreamOptions = EventSourcing.EventStoreDb.Protos.PersistentSubscriptions.CreateReq.Types.StreamOptions;
using UpdateOptions = EventSourcing.EventStoreDb.Protos.PersistentSubscriptions.UpdateReq.Types.Options;

namespace EventStoreDb.Emulator.Services;

/// <summary>Reads what clients ask about groups.</summary>
internal static class GroupRequests
{
    public static T Required<T>(T? part) where T : class => part ?? throw new MalformedRequestException("A part is missing.");

    public static GroupKey Key(bool isOfLog, StreamIdentifier? stream, string group) =>
        new(isOfLog ? StreamName.All : Requests.StreamName(stream), group);

    /// <summary>The stream of a group that is to be created; null for the empty name, which gets no answer.</summary>
    public static string? NewStream(CreateOptions options)
    {
        if (options.StreamOptionCase == CreateOptions.StreamOptionOneofCase.All)
        {
            return StreamName.All;
        }

        var identifier = options.StreamOptionCase == CreateOptions.StreamOptionOneofCase.Stream
            ? options.Stream.StreamIdentifier
            : Legacy(options);
        var name = Required(identifier).StreamName.ToStringUtf8();
        return name switch
        {
            "" => null,
            StreamName.All => throw PersistentErrors.IsTheLog("Create"),
            _ => name,
        };
    }

    public static string UpdatedStream(UpdateOptions options) => options.StreamOptionCase switch
    {
        UpdateOptions.StreamOptionOneofCase.All => StreamName.All,
        UpdateOptions.StreamOptionOneofCase.Stream => Named(options.Stream.StreamIdentifier, "Update"),
        _ => Named(Legacy(options), "Update"),
    };

    public static string DeletedStream(DeleteReq.Types.Options options) =>
        options.All is not null ? StreamName.All : Named(options.StreamIdentifier, "Delete");

    public static GroupStart Start(CreateOptions options) => options.StreamOptionCase switch
    {
        CreateOptions.StreamOptionOneofCase.All => options.All.AllOptionCase switch
        {
            AllOptions.AllOptionOneofCase.Position => At(options.All.Position.CommitPosition, options.All.Position.PreparePosition),
            AllOptions.AllOptionOneofCase.Start => GroupStart.Beginning,
            AllOptions.AllOptionOneofCase.End => GroupStart.End,
            var none => throw NotValid(none.ToString(), "CreateReq+Types+AllOptions+AllOptionOneofCase"),
        },
        CreateOptions.StreamOptionOneofCase.Stream => options.Stream.RevisionOptionCase switch
        {
            StreamOptions.RevisionOptionOneofCase.Revision => At(options.Stream.Revision),
            StreamOptions.RevisionOptionOneofCase.Start => GroupStart.Beginning,
            StreamOptions.RevisionOptionOneofCase.End => GroupStart.End,
            var none => throw NotValid(none.ToString(), "CreateReq+Types+StreamOptions+RevisionOptionOneofCase"),
        },
        _ => At(LegacyRevision(options.Settings)),
    };

    public static GroupStart Start(UpdateOptions options) => options.StreamOptionCase switch
    {
        UpdateOptions.StreamOptionOneofCase.All => options.All.AllOptionCase switch
        {
            UpdateReq.Types.AllOptions.AllOptionOneofCase.Position =>
                At(options.All.Position.CommitPosition, options.All.Position.PreparePosition),
            UpdateReq.Types.AllOptions.AllOptionOneofCase.Start => GroupStart.Beginning,
            UpdateReq.Types.AllOptions.AllOptionOneofCase.End => GroupStart.End,
            var none => throw NotValid(none.ToString(), "UpdateReq+Types+AllOptions+AllOptionOneofCase"),
        },
        UpdateOptions.StreamOptionOneofCase.Stream => options.Stream.RevisionOptionCase switch
        {
            UpdateReq.Types.StreamOptions.RevisionOptionOneofCase.Revision => At(options.Stream.Revision),
            UpdateReq.Types.StreamOptions.RevisionOptionOneofCase.Start => GroupStart.Beginning,
            UpdateReq.Types.StreamOptions.RevisionOptionOneofCase.End => GroupStart.End,
            var none => throw NotValid(none.ToString(), "UpdateReq+Types+StreamOptions+RevisionOptionOneofCase"),
        },
        _ => At(LegacyRevision(options.Settings)),
    };

    /// <summary>Window and multiplier are not looked at: a group keeps checkpoints of its own.</summary>
    public static EventFilter? Filter(CreateOptions options)
    {
        if (options.StreamOptionCase != CreateOptions.StreamOptionOneofCase.All || options.All.Filter is not { } filter)
        {
            return null;
        }

        var byStream = filter.FilterCase switch
        {
            AllOptions.Types.FilterOptions.FilterOneofCase.StreamIdentifier => true,
            AllOptions.Types.FilterOptions.FilterOneofCase.EventType => false,
            _ => throw new MalformedRequestException("A filter is by stream or by type."),
        };
        var expression = byStream ? filter.StreamIdentifier : filter.EventType;
        try
        {
            return new EventFilter(byStream, expression.Regex, expression.Prefix);
        }
        catch (ArgumentException e)
        {
            throw new MalformedRequestException(e.Message);
        }
    }

    /// <summary>Groups of the whole log are not managed by the name of a stream, though they are read by it.</summary>
    private static string Named(StreamIdentifier? identifier, string act)
    {
        var name = Requests.StreamName(identifier);
        return name is StreamName.All ? throw PersistentErrors.IsTheLog(act) : name;
    }

    private static Grpc.Core.RpcException NotValid(string value, string type) => Errors.Fail(
        Grpc.Core.StatusCode.InvalidArgument, $"'{value}' is not a valid EventStore.Client.PersistentSubscriptions.{type}");

    /// <summary>All bits set stand for the end.</summary>
    private static GroupStart At(ulong revision) => revision switch
    {
        ulong.MaxValue => GroupStart.End,
        <= long.MaxValue => new GroupStart((long)revision, 0),
        _ => throw new MalformedRequestException("A revision is out of range."),
    };

    private static GroupStart At(ulong commit, ulong prepare)
    {
        if (commit == ulong.MaxValue && prepare == ulong.MaxValue)
        {
            return GroupStart.End;
        }

        var position = LogPosition.Parse(commit, prepare);
        return new GroupStart(position.Commit, position.Prepare);
    }

#pragma warning disable CS0612 // Deprecated fields are what old clients send.
    private static StreamIdentifier? Legacy(CreateOptions options) => options.StreamIdentifier;

    private static StreamIdentifier? Legacy(UpdateOptions options) => options.StreamIdentifier;

    private static ulong LegacyRevision(CreateReq.Types.Settings settings) => settings.Revision;

    private static ulong LegacyRevision(UpdateReq.Types.Settings settings) => settings.Revision;
#pragma warning restore CS0612
}
