using System.Globalization;
using System.Text;
using EventSourcing.EventStoreDb.Protos;
using EventStoreDb.Emulator.Store;
using Google.Protobuf;

namespace EventStoreDb.Emulator.Services;

/// <summary>Reads what several requests have in common.</summary>
internal static class Requests
{
    public const string TypeKey = "type";
    public const string ContentTypeKey = "content-type";

    private const string Json = "application/json";

    private static readonly long UnixEpochTicks = DateTimeOffset.UnixEpoch.Ticks;

    /// <exception cref="MalformedRequestException">There is no name.</exception>
    public static string StreamName(StreamIdentifier? identifier)
    {
        // Bytes that are no UTF-8 are taken, with replacement characters.
        var name = Encoding.UTF8.GetString((identifier?.StreamName ?? ByteString.Empty).Span);
        return name.Length > 0 ? name : throw new MalformedRequestException("A stream name is required.");
    }

    /// <exception cref="MalformedRequestException">Nothing can be written to this stream.</exception>
    public static string WritableStreamName(StreamIdentifier? identifier)
    {
        var name = StreamName(identifier);
        return Store.StreamName.IsMetadataOfNothing(name)
            ? throw new MalformedRequestException("The metadata stream of nothing cannot be written.")
            : name;
    }

    /// <summary>A revision of the wire, where all bits set stand for "no stream".</summary>
    /// <exception cref="MalformedRequestException">No event has this revision.</exception>
    public static ExpectedRevision Exactly(ulong revision) => revision switch
    {
        ulong.MaxValue => ExpectedRevision.NoStream,
        <= long.MaxValue => new ExpectedRevision((long)revision),
        _ => throw new MalformedRequestException("A revision is out of range."),
    };

    /// <exception cref="KeyNotFoundException">The type or the content type is missing.</exception>
    /// <exception cref="MalformedRequestException">The type is empty, or the id is none.</exception>
    /// <exception cref="FormatException">The id is none.</exception>
    public static ProposedEvent Event(
        UUID? id, IDictionary<string, string> metadata, ByteString customMetadata, ByteString data)
    {
        var (type, contentType) = (metadata[TypeKey], metadata[ContentTypeKey]);
        if (type.Length == 0)
        {
            throw new MalformedRequestException("An event type is required.");
        }

        return new ProposedEvent(
            Uuids.Read(id), type, string.Equals(contentType, Json, StringComparison.Ordinal), data.Memory, customMetadata.Memory);
    }

    /// <summary>What readers are told about an event: these three keys and no others.</summary>
    public static Dictionary<string, string> MetadataOf(RecordedEvent recorded) => new(StringComparer.Ordinal)
    {
        [TypeKey] = recorded.Content.Type,
        ["created"] = (recorded.Created.UtcTicks - UnixEpochTicks).ToString(CultureInfo.InvariantCulture),
        [ContentTypeKey] = recorded.Content.IsJson ? Json : "application/octet-stream",
    };
}
