using System.Globalization;
using EventStoreDb.Emulator.Store;

namespace EventStoreDb.Emulator.Projections;

/// <summary>Which events a projection sees: those of all streams, or of some, where links are followed.</summary>
/// <param name="Streams">Null for all streams.</param>
/// <param name="IncludeLinks">Of all streams, whether links that lie in them are seen.</param>
internal sealed record ProjectionSource(IReadOnlyList<string>? Streams, bool IncludeLinks)
{
    public ProjectedEvent? Project(RecordedEvent recorded, Database database)
    {
        var link = LinkReference.Parse(recorded);
        if (Streams is null)
        {
            return IsOfUsers(recorded.Stream) && (link is null || IncludeLinks) ? new ProjectedEvent(recorded, recorded) : null;
        }

        if (!Streams.Contains(recorded.Stream, StringComparer.Ordinal)
            || database.Resolve(new LinkReference(recorded.Revision, recorded.Stream)) is null)
        {
            return null;
        }

        var target = link is { } reference ? database.Resolve(reference) : recorded;
        return target is null ? null : new ProjectedEvent(target, recorded);
    }

    /// <summary>How far the projection has come, as the server writes it.</summary>
    /// <param name="seen">The last event seen; null when there was none.</param>
    /// <param name="revisions">The last revision seen of each stream.</param>
    public string Position(RecordedEvent? seen, IReadOnlyDictionary<string, long> revisions) => Streams is null
        ? string.Create(CultureInfo.InvariantCulture, $"C:{seen?.Position ?? 0}/P:{seen?.Position ?? -1}")
        : Streams is [var only]
            ? At(only, revisions)
            : string.Concat(Streams.Select(stream => At(stream, revisions) + "; "));

    private static string At(string stream, IReadOnlyDictionary<string, long> revisions) =>
        string.Create(CultureInfo.InvariantCulture, $"{stream}: {revisions.GetValueOrDefault(stream, -1)}");

    /// <summary>System streams are not seen, except the metadata of others.</summary>
    private static bool IsOfUsers(string stream) =>
        !StreamName.IsSystem(stream) || (StreamName.IsMetadata(stream) && !StreamName.IsSystem(StreamName.BaseOf(stream)));
}
