using System.Globalization;
using System.Text;
using System.Text.Json;
using EventStoreDb.Emulator.Store;

namespace EventStoreDb.Emulator.Persistent;

/// <summary>The stream of links to the events that a group has put aside.</summary>
internal sealed class ParkedEvents(Database database, string stream, TimeProvider time)
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly Dictionary<string, string> ForAdmins =
        new[] { "$r", "$w", "$d", "$mr", "$mw" }.ToDictionary(right => right, _ => Access.Caller.Admins, StringComparer.Ordinal);

    public long Count => Everything().Count;

    public void Park(GroupMessage message, string reason)
    {
        var metadata = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["added"] = time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture),
            ["reason"] = reason,
        };
        // What would be zero is left out.
        if (message.Original.Revision != 0)
        {
            metadata["subscriptionEventNumber"] = message.Original.Revision;
        }

        var data = message switch
        {
            { IsLink: false } => LinkTo(message.Original),
            { Target: { } target } => LinkTo(target),
            _ => message.Original.Content.Data,
        };
        database.Append(
            stream,
            ExpectedRevision.Any,
            [new ProposedEvent(Guid.NewGuid(), RecordedEvent.LinkType, false, data, JsonSerializer.SerializeToUtf8Bytes(metadata, Indented))]);
    }

    /// <summary>Takes out the links below a revision, as far as there are any.</summary>
    public IReadOnlyList<RecordedEvent> TakeUpTo(long? stopAt)
    {
        var taken = Everything().Where(link => stopAt is null || link.Revision < stopAt).ToList();
        if (taken is [.., var last])
        {
            var metadata = JsonSerializer.SerializeToUtf8Bytes(
                new Dictionary<string, object>(StringComparer.Ordinal) { ["$tb"] = last.Revision + 1, ["$acl"] = ForAdmins });
            database.Append(StreamName.MetadataOf(stream), ExpectedRevision.Any, [ServerEvents.Metadata(metadata)]);
        }

        return taken;
    }

    public void Delete() => database.Delete(stream, ExpectedRevision.Any);

    private static byte[] LinkTo(RecordedEvent recorded) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{recorded.Revision}@{recorded.Stream}"));

    private List<RecordedEvent> Everything() =>
        [.. database.ReadStream(stream, long.MaxValue, int.MaxValue, backwards: true).Events.Reverse()];
}
