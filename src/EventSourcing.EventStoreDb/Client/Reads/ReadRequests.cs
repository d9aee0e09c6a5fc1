using EventSourcing.EventStoreDb.Client.Wire;
using EventSourcing.EventStoreDb.Protos;
using EventSourcing.EventStoreDb.Protos.Streams;
using EventSourcing.Persistence;
using Options = EventSourcing.EventStoreDb.Protos.Streams.ReadReq.Types.Options;

namespace EventSourcing.EventStoreDb.Client.Reads;

/// <summary>Makes the requests of reads and subscriptions. Every one-of is set, because the server never answers a read
/// that lacks one (wire/PROTOCOL.md, f).</summary>
internal static class ReadRequests
{
    // How many records one page of a filtered read may look at; the server's own default of 32 makes many small pages.
    // A filtered subscription gets a checkpoint each time as many were looked at.
    private const uint FilterWindow = 1024;

    private static readonly Empty Set = new();

    public static ReadReq OfStream(string stream, StreamRead read, ulong count)
    {
        var options = Read(read.Direction, read.ResolveLinks);
        options.Count = count;
        options.NoFilter = Set;
        options.ControlOption = new Options.Types.ControlOption { Compatibility = 1 };
        options.Stream = new Options.Types.StreamOptions { StreamIdentifier = stream.ToStreamIdentifier() };
        if (read.From is { } revision)
            options.Stream.Revision = (ulong)revision;
        else if (read.Direction == ReadDirection.Forwards)
            options.Stream.Start = Set;
        else
            options.Stream.End = Set;
        return new ReadReq { Options = options };
    }

    public static ReadReq OfAll(AllRead read, ServerFilter filter, ulong count)
    {
        var options = Read(read.Direction, read.ResolveLinks);
        options.Count = count;
        options.All = At(read.From ?? (read.Direction == ReadDirection.Forwards ? Position.Start : Position.End));
        return new ReadReq { Options = Filtered(options, filter) };
    }

    public static ReadReq OfSubscription(string stream, long? after, bool resolveLinks)
    {
        var options = Read(ReadDirection.Forwards, resolveLinks);
        options.Subscription = new Options.Types.SubscriptionOptions();
        options.NoFilter = Set;
        options.Stream = new Options.Types.StreamOptions { StreamIdentifier = stream.ToStreamIdentifier() };
        if (after is { } revision)
            options.Stream.Revision = (ulong)revision;
        else
            options.Stream.Start = Set;
        return new ReadReq { Options = options };
    }

    public static ReadReq OfSubscription(Position? after, ServerFilter filter, bool resolveLinks)
    {
        var options = Read(ReadDirection.Forwards, resolveLinks);
        options.Subscription = new Options.Types.SubscriptionOptions();
        options.All = At(after ?? Position.Start);
        return new ReadReq { Options = Filtered(options, filter) };
    }

    private static Options Read(ReadDirection direction, bool resolveLinks) => new()
    {
        ReadDirection = direction == ReadDirection.Forwards ? Options.Types.ReadDirection.Forwards : Options.Types.ReadDirection.Backwards,
        ResolveLinks = resolveLinks,
        UuidOption = new Options.Types.UUIDOption { Structured = Set },
    };

    private static Options.Types.AllOptions At(Position position)
    {
        if (position == Position.Start)
            return new Options.Types.AllOptions { Start = Set };
        if (position == Position.End)
            return new Options.Types.AllOptions { End = Set };
        return new Options.Types.AllOptions { Position = new Options.Types.Position { CommitPosition = (ulong)position.Commit, PreparePosition = (ulong)position.Prepare } };
    }

    private static Options Filtered(Options options, ServerFilter filter)
    {
        if (filter.Expression is null)
        {
            options.NoFilter = Set;
            return options;
        }

        var expression = new Options.Types.FilterOptions.Types.Expression { Regex = filter.Expression };
        options.Filter = new Options.Types.FilterOptions { Max = FilterWindow, CheckpointIntervalMultiplier = 1 };
        if (filter.OnStream)
            options.Filter.StreamIdentifier = expression;
        else
            options.Filter.EventType = expression;
        return options;
    }
}
