using System.Globalization;
using EventSourcing.EventStoreDb.Protos;
using EventSourcing.EventStoreDb.Protos.Streams;
using EventSourcing.Persistence;
using Google.Protobuf;
using Google.Protobuf.Collections;

namespace EventSourcing.EventStoreDb.Client.Wire;

/// <summary>Ids, stream names, events and positions, as the wire has them (wire/PROTOCOL.md, d and e).</summary>
internal static class WireTypes
{
    private const string Json = "application/json";
    private const string OctetStream = "application/octet-stream";

    public static UUID ToWire(this Guid id)
    {
        var (most, least) = WireId.Numbers(id);
        return new UUID { Structured = new UUID.Types.Structured { MostSignificantBits = (long)most, LeastSignificantBits = (long)least } };
    }

    public static Guid ToGuid(this UUID id) => id.ValueCase == UUID.ValueOneofCase.String
        ? Guid.Parse(id.String, CultureInfo.InvariantCulture)
        : WireId.Of((ulong)id.Structured.MostSignificantBits, (ulong)id.Structured.LeastSignificantBits);

    public static StreamIdentifier ToStreamIdentifier(this string stream) => new() { StreamName = ByteString.CopyFromUtf8(stream) };

    public static AppendReq ToAppendMessage(this NewEvent added)
    {
        var message = new AppendReq.Types.ProposedMessage
        {
            Id = added.Id.ToWire(),
            Data = UnsafeByteOperations.UnsafeWrap(added.Data),
            CustomMetadata = UnsafeByteOperations.UnsafeWrap(added.Metadata),
        };
        AddTo(message.Metadata, added);
        return new AppendReq { ProposedMessage = message };
    }

    /// <summary>An event from the fields that every service gives it.</summary>
    public static RecordedEvent ToRecorded(
        UUID id, StreamIdentifier stream, ulong revision, Position? position, MapField<string, string> facts, ByteString data, ByteString metadata, RecordedEvent? link) => new()
        {
            Stream = stream.StreamName.ToStringUtf8(),
            Revision = (long)revision,
            Position = position,
            Id = id.ToGuid(),
            Type = facts["type"],
            Created = DateTimeOffset.UnixEpoch.AddTicks(long.Parse(facts["created"], CultureInfo.InvariantCulture)),
            Data = data.Memory,
            Metadata = metadata.Memory,
            IsJson = facts["content-type"] == Json,
            Link = link,
        };

    private static void AddTo(MapField<string, string> metadata, NewEvent added)
    {
        metadata.Add("type", added.Type);
        metadata.Add("content-type", added.IsJson ? Json : OctetStream);
    }
}
