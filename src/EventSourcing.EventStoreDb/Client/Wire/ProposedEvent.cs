using System.Text;
using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Wire;

/// <summary>The message ProposedMessage of BatchAppend: an event on its way to the server. The numbers of its fields are those
/// of <c>streams.proto</c>.</summary>
internal static class ProposedEvent
{
    private const int Id = 1;
    private const int Facts = 2;
    private const int Metadata = 3;
    private const int Data = 4;
    private const int Name = 1;
    private const int Value = 2;

    private static ReadOnlySpan<byte> TypeName => "type"u8;

    private static ReadOnlySpan<byte> ContentTypeName => "content-type"u8;

    public static int Size(NewEvent added)
    {
        var type = Encoding.UTF8.GetByteCount(added.Type);
        var content = ContentType(added);
        return ProtoWriter.SizeOf(WireId.Size(added.Id))
            + ProtoWriter.SizeOf(EntrySize(TypeName.Length, type))
            + ProtoWriter.SizeOf(EntrySize(ContentTypeName.Length, content.Length))
            + (added.Metadata.IsEmpty ? 0 : ProtoWriter.SizeOf(added.Metadata.Length))
            + (added.Data.IsEmpty ? 0 : ProtoWriter.SizeOf(added.Data.Length));
    }

    public static void Write(ref ProtoWriter writer, NewEvent added)
    {
        var type = Encoding.UTF8.GetByteCount(added.Type);
        var content = ContentType(added);
        writer.Message(Id, WireId.Size(added.Id));
        WireId.Write(ref writer, added.Id);
        writer.Message(Facts, EntrySize(TypeName.Length, type));
        writer.Bytes(Name, TypeName);
        writer.Text(Value, added.Type, type);
        writer.Message(Facts, EntrySize(ContentTypeName.Length, content.Length));
        writer.Bytes(Name, ContentTypeName);
        writer.Bytes(Value, content);
        if (!added.Metadata.IsEmpty)
            writer.Bytes(Metadata, added.Metadata.Span);
        if (!added.Data.IsEmpty)
            writer.Bytes(Data, added.Data.Span);
    }

    private static ReadOnlySpan<byte> ContentType(NewEvent added) => added.IsJson ? "application/json"u8 : "application/octet-stream"u8;

    private static int EntrySize(int name, int value) => ProtoWriter.SizeOf(name) + ProtoWriter.SizeOf(value);
}
