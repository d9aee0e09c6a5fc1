using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace EventSourcing.EventStoreDb.Client.Wire;

/// <summary>The message UUID: two numbers, or text, which is asked of no server but understood.</summary>
internal static class WireId
{
    private const int Structured = 1;
    private const int Text = 2;
    private const int Most = 1;
    private const int Least = 2;

    public static int Size(Guid id) => ProtoWriter.SizeOf(NumbersSize(Numbers(id)));

    public static void Write(ref ProtoWriter writer, Guid id)
    {
        var numbers = Numbers(id);
        writer.Message(Structured, NumbersSize(numbers));
        // As everywhere in protobuf, a zero goes without saying.
        if (numbers.Most != 0)
            writer.Number(Most, numbers.Most);
        if (numbers.Least != 0)
            writer.Number(Least, numbers.Least);
    }

    /// <summary>The id of two numbers.</summary>
    public static Guid Of(ulong most, ulong least)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, most);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], least);
        return new Guid(bytes, bigEndian: true);
    }

    public static Guid Read(ReadOnlySpan<byte> message)
    {
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            if (reader.Field == Structured)
                return ReadNumbers(reader.Bytes());
            if (reader.Field == Text)
                return Guid.TryParse(Encoding.UTF8.GetString(reader.Bytes()), CultureInfo.InvariantCulture, out var id) ? id : throw new InvalidDataException("An id is none.");
            reader.Skip();
        }

        return Guid.Empty;
    }

    private static Guid ReadNumbers(ReadOnlySpan<byte> message)
    {
        var (most, least) = (0UL, 0UL);
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            if (reader.Field == Most)
                most = reader.Number();
            else if (reader.Field == Least)
                least = reader.Number();
            else
                reader.Skip();
        }

        return Of(most, least);
    }

    /// <summary>An id as two numbers.</summary>
    public static (ulong Most, ulong Least) Numbers(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return (BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));
    }

    private static int NumbersSize((ulong Most, ulong Least) numbers) =>
        (numbers.Most == 0 ? 0 : ProtoWriter.SizeOf(numbers.Most)) + (numbers.Least == 0 ? 0 : ProtoWriter.SizeOf(numbers.Least));
}
