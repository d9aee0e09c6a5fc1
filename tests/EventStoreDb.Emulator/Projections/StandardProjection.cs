using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using EventStoreDb.Emulator.Store;

namespace EventStoreDb.Emulator.Projections;

/// <summary>The projections that every node with projections has. They keep no state and write links only.</summary>
internal sealed class StandardProjection(Func<RecordedEvent, Emission?> index) : IProjectionProcessor
{
    /// <summary>By name, in the order the server creates them.</summary>
    public static readonly IReadOnlyList<(string Name, Func<RecordedEvent, Emission?> Index)> All =
    [
        ("$streams", Streams),
        ("$stream_by_category", StreamByCategory),
        ("$by_category", ByCategory),
        ("$by_event_type", ByEventType),
        ("$by_correlation_id", ByCorrelationId),
    ];

    public ProjectionSource Source { get; } = new(null, IncludeLinks: true);

    public int PartitionCount => 1;

    public IReadOnlyList<Emission>? Process(ProjectedEvent projected) => index(projected.Event) is { } emission ? [emission] : [];

    public string? State(string partition) => null;

    public string? Result(string partition) => null;

    public string Save() => "";

    public void Load(string saved)
    {
        // There is no state.
    }

    private static Emission? Streams(RecordedEvent recorded) =>
        recorded.Revision == 0 ? Link("$streams", recorded) : null;

    private static Emission? StreamByCategory(RecordedEvent recorded) =>
        recorded.Revision == 0 && CategoryOf(recorded.Stream) is { } category
            ? new Emission($"$category-{category}", "$@", recorded.Stream, IsJson: false, [])
            : null;

    private static Emission? ByCategory(RecordedEvent recorded)
    {
        var deleted = DeletedBy(recorded);
        var stream = deleted ?? recorded.Stream;
        if (CategoryOf(stream) is not { } category)
        {
            return null;
        }

        var link = Link($"$ce-{category}", recorded);
        link.Extra["$o"] = stream;
        if (deleted is not null)
        {
            link.Extra["$deleted"] = -1;
        }

        return link;
    }

    private static Emission? ByEventType(RecordedEvent recorded)
    {
        if (recorded.Content.Type is RecordedEvent.LinkType)
        {
            return null;
        }

        if (DeletedBy(recorded) is not { } deleted)
        {
            return Link($"$et-{recorded.Content.Type}", recorded);
        }

        return Link("$et-$deleted", recorded) with
        {
            Data = string.Create(CultureInfo.InvariantCulture, $"{recorded.Revision}@{deleted}"),
            Extra = new JsonObject { ["$deleted"] = -1 },
        };
    }

    private static Emission? ByCorrelationId(RecordedEvent recorded)
    {
        if (Correlation.Of(recorded) is not { } id)
        {
            return null;
        }

        var link = Link($"$bc-{id}", recorded);
        link.Extra["$eventTimestamp"] =
            recorded.Created.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
        if (recorded.Content.Type is RecordedEvent.LinkType)
        {
            link.Extra["$link"] = new JsonObject
            {
                ["eventId"] = recorded.Content.Id.ToString("D"),
                ["metadata"] = JsonNode.Parse(recorded.Content.Metadata.Span),
            };
        }

        return link;
    }

    /// <summary>A link is not linked to, but written again.</summary>
    private static Emission Link(string stream, RecordedEvent recorded) => new(
        stream,
        RecordedEvent.LinkType,
        recorded.Content.Type is RecordedEvent.LinkType
            ? Encoding.UTF8.GetString(recorded.Content.Data.Span)
            : string.Create(CultureInfo.InvariantCulture, $"{recorded.Revision}@{recorded.Stream}"),
        IsJson: false,
        []);

    private static string? CategoryOf(string stream)
    {
        var end = stream.IndexOf('-', StringComparison.Ordinal);
        return StreamName.IsSystem(stream) || end < 0 ? null : stream[..end];
    }

    /// <summary>The stream that an event deletes, by a tombstone or softly; else null.</summary>
    private static string? DeletedBy(RecordedEvent recorded)
    {
        if (!StreamName.IsMetadata(recorded.Stream))
        {
            return recorded.Content.Type is RecordedEvent.TombstoneType ? recorded.Stream : null;
        }

        return StreamMetadata.Parse(recorded).IsSoftDeleted ? StreamName.BaseOf(recorded.Stream) : null;
    }
}
