using System.Globalization;
using System.Text;
using System.Text.Json;
using EventStoreDb.Emulator.Store;

namespace EventStoreDb.Emulator.Services;

/// <summary>What a node writes about a scavenge, as the real one does: into a stream of its own, with links to begin and end
/// in one for all.</summary>
internal sealed class ScavengeLog(Database database, Guid id, string node)
{
    private const string All = "$scavenges";
    private const long Saved = 4096;

    private readonly string _stream = $"{All}-{id:D}";

    public void Started()
    {
        database.Append(
            StreamName.MetadataOf(_stream),
            ExpectedRevision.Any,
            [ServerEvents.Metadata("""{"$maxAge":2592000,"$acl":{"$r":"$ops","$w":[],"$d":[],"$mr":[],"$mw":[]}}"""u8.ToArray())]);
        Link(Write("$scavengeStarted", []));
    }

    public void ChunkCompleted() => Write("$scavengeChunksCompleted", new()
    {
        ["chunkStartNumber"] = 0,
        ["chunkEndNumber"] = 0,
        ["timeTaken"] = "00:00:00.5000000",
        ["wasScavenged"] = true,
        ["spaceSaved"] = Saved,
        ["errorMessage"] = "",
    });

    public void Completed(string result, string? error, TimeSpan taken) => Link(Write("$scavengeCompleted", new()
    {
        ["result"] = result,
        ["error"] = error,
        ["timeTaken"] = taken.ToString("c", CultureInfo.InvariantCulture),
        ["spaceSaved"] = result == "Stopped" ? 0 : Saved,
        ["maxChunkScavenged"] = 0,
    }));

    private long Write(string type, Dictionary<string, object?> more)
    {
        var data = new Dictionary<string, object?>(more) { ["scavengeId"] = id.ToString("D"), ["nodeEndpoint"] = node };
        var outcome = database.Append(
            _stream, ExpectedRevision.Any, [new ProposedEvent(Guid.NewGuid(), type, true, JsonSerializer.SerializeToUtf8Bytes(data), default)]);
        return ((WriteOutcome.Written)outcome).Revision;
    }

    private void Link(long revision) => database.Append(
        All,
        ExpectedRevision.Any,
        [new ProposedEvent(Guid.NewGuid(), RecordedEvent.LinkType, false, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{revision}@{_stream}")), default)]);
}
