using ReadOptions = EventSourcing.EventStoreDb.Protos.Streams.ReadReq.Types.Options;

namespace EventStoreDb.Emulator.Services;

/// <summary>A read or subscription, checked and in our own terms.</summary>
internal sealed record ReadPlan
{
    /// <summary>The stream's name, or null for the whole log.</summary>
    public required string? Stream { get; init; }

    /// <summary>A revision of the stream or a position of the log; null stands for the start or the end.</summary>
    public required LogPosition? From { get; init; }

    public required bool FromEnd { get; init; }

    public required bool Backwards { get; init; }

    public required bool IsSubscription { get; init; }

    public required long Count { get; init; }

    public required FilterPlan? Filter { get; init; }

    public required bool ResolveLinks { get; init; }

    /// <summary>Null when the client did not say, which the server never gets over.</summary>
    public required bool? IdsAsText { get; init; }

    public required bool TellsPositions { get; init; }

    public static ReadPlan Parse(ReadOptions? options)
    {
        if (options is null)
        {
            throw new MalformedRequestException("Options are required.");
        }

        if (options.StreamOptionCase == ReadOptions.StreamOptionOneofCase.None)
        {
            throw Errors.NotValid("None", "ReadReq+Types+Options+StreamOptionOneofCase");
        }

        RequireValidCombination(options);
        var stream = options.StreamOptionCase == ReadOptions.StreamOptionOneofCase.Stream
            ? Requests.StreamName(options.Stream.StreamIdentifier)
            : null;
        var (from, fromEnd) = stream is null ? Start(options.All) : Start(options.Stream);
        return new ReadPlan
        {
            Stream = stream,
            From = from,
            FromEnd = fromEnd,
            Backwards = options.ReadDirection == ReadOptions.Types.ReadDirection.Backwards,
            IsSubscription = options.CountOptionCase == ReadOptions.CountOptionOneofCase.Subscription,
            Count = (long)Math.Min(options.Count, long.MaxValue),
            Filter = options.Filter is { } filter
                ? FilterPlan.Parse(filter, options.CountOptionCase == ReadOptions.CountOptionOneofCase.Subscription)
                : null,
            ResolveLinks = options.ResolveLinks,
            IdsAsText = options.UuidOption is { } ids ? ids.ContentCase == ReadOptions.Types.UUIDOption.ContentOneofCase.String : null,
            TellsPositions = options.ControlOption is { Compatibility: > 0 },
        };
    }

    private static void RequireValidCombination(ReadOptions options)
    {
        var isAll = options.StreamOptionCase == ReadOptions.StreamOptionOneofCase.All;
        var isValid = (options.CountOptionCase, options.ReadDirection) switch
        {
            (ReadOptions.CountOptionOneofCase.Count, ReadOptions.Types.ReadDirection.Forwards) => true,
            (ReadOptions.CountOptionOneofCase.Count, ReadOptions.Types.ReadDirection.Backwards) => true,
            (ReadOptions.CountOptionOneofCase.Subscription, ReadOptions.Types.ReadDirection.Forwards) => true,
            _ => false,
        };
        var isFilterValid = options.FilterOptionCase == ReadOptions.FilterOptionOneofCase.NoFilter
            || (isAll && options.FilterOptionCase == ReadOptions.FilterOptionOneofCase.Filter);
        if (!isValid || !isFilterValid)
        {
            throw Errors.InvalidCombination(
                options.StreamOptionCase.ToString(),
                options.CountOptionCase.ToString(),
                options.ReadDirection.ToString(),
                options.FilterOptionCase.ToString());
        }
    }

    private static (LogPosition? From, bool FromEnd) Start(ReadOptions.Types.StreamOptions stream) =>
        stream.RevisionOptionCase switch
        {
            ReadOptions.Types.StreamOptions.RevisionOptionOneofCase.Start => (null, false),
            ReadOptions.Types.StreamOptions.RevisionOptionOneofCase.End => (null, true),
            ReadOptions.Types.StreamOptions.RevisionOptionOneofCase.Revision when stream.Revision == ulong.MaxValue => (null, true),
            ReadOptions.Types.StreamOptions.RevisionOptionOneofCase.Revision => (LogPosition.Parse(stream.Revision, 0), false),
            _ => throw new MalformedRequestException("A start is required."),
        };

    private static (LogPosition? From, bool FromEnd) Start(ReadOptions.Types.AllOptions all) => all.AllOptionCase switch
    {
        ReadOptions.Types.AllOptions.AllOptionOneofCase.Start => (null, false),
        ReadOptions.Types.AllOptions.AllOptionOneofCase.End => (null, true),
        ReadOptions.Types.AllOptions.AllOptionOneofCase.Position => all.Position switch
        {
            { CommitPosition: 0, PreparePosition: 0 } => (null, false),
            { CommitPosition: ulong.MaxValue, PreparePosition: ulong.MaxValue } => (null, true),
            var position => (LogPosition.Parse(position.CommitPosition, position.PreparePosition), false),
        },
        _ => throw new MalformedRequestException("A start is required."),
    };
}
