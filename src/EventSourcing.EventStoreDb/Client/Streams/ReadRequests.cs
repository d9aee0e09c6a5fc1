using EventSourcing.EventStoreDb.Protos;
using EventSourcing.EventStoreDb.Protos.Streams;
using EventSourcing.Persistence;
using Options = EventSourcing.EventStoreDb.Protos.Streams.ReadReq.Types.Options;

namespace EventSourcing.EventStoreDb.Client.Streams;

/// <summary>Makes the requests of reads. Every one-of is set, because the server never answers a read that lacks one
/// (wire/PROTOCOL.md, f).</summary>
internal static class ReadRequests
{
    // How many records one page of a filtered read may look at; the server's own default of 32 makes many small pages.
    private const uint FilterWindow = 1024;

    private static readonly Empty Set = new();

    public static ReadReq OfStream(string stream, StreamRead read, ulong count)
    {
        var options = CountRead(read.Direction, count);
        options.NoFilter = Set;
        options.ControlOption = new Options.Types.ControlOption { Compatibility = 1 };
        options.Stream = new Options.Types.StreamOptions { StreamIdentifier = stream.ToStreamIdentifier() };
        switch (read.From, read.Direction)
        {
            case (null, ReadDirection.Forwards):
                options.Stream.Start = Set;
                break;
            case (null, ReadDirection.Backwards):
                options.Stream.End = Set;
                break;
            case ({ } revision, _):
                options.Stream.Revision = (ulong)revision;
                break;
        }

        return new ReadReq { Options = options };
    }

    public static ReadReq OfAll(AllRead read, ServerFilter filter, ulong count)
    {
        var options = CountRead(read.Direction, count);
        options.All = new Options.Types.AllOptions();
        if ((read.From ?? (read.Direction == ReadDirection.Forwards ? Position.Start : Position.End)) is var from && from == Position.Start)
            options.All.Start = Set;
        else if (from == Position.End)
            options.All.End = Set;
        else
            options.All.Position = new Options.Types.Position { CommitPosition = (ulong)from.Commit, PreparePosition = (ulong)from.Prepare };

        if (filter.Expression is null)
        {
            options.NoFilter = Set;
            return new ReadReq { Options = options };
        }

        var expression = new Options.Types.FilterOptions.Types.Expression { Regex = filter.Expression };
        options.Filter = new Options.Types.FilterOptions { Max = FilterWindow, CheckpointIntervalMultiplier = 1 };
        if (filter.OnStream)
            options.Filter.StreamIdentifier = expression;
        else
            options.Filter.EventType = expression;
        return new ReadReq { Options = options };
    }

    private static Options CountRead(ReadDirection direction, ulong count) => new()
    {
        ReadDirection = direction == ReadDirection.Forwards ? Options.Types.ReadDirection.Forwards : Options.Types.ReadDirection.Backwards,
        Count = count,
        UuidOption = new Options.Types.UUIDOption { Structured = Set },
    };
}
