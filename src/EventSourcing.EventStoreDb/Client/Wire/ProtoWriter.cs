using System.Numerics;
using System.Text;

namespace EventSourcing.EventStoreDb.Client.Wire;

/// <summary>Writes a protobuf message into the buffer it is sent from, for the messages that go out by the hundred thousand.
/// Whoever writes says beforehand how long nested messages are. The encoding is protobuf's own (protobuf.dev,
/// "Encoding").</summary>
internal ref struct ProtoWriter(Span<byte> buffer)
{
    private const int Varint = 0;
    private const int Delimited = 2;
    private const int TypeBits = 3;
    private const int VarintBits = 7;

    private readonly Span<byte> _buffer = buffer;
    private int _written;

    /// <summary>How long a field with a number is; the numbers of fields are all below 16.</summary>
    public static int SizeOf(ulong number) => 1 + VarintSize(number);

    /// <summary>How long a field with text, bytes or a message of some length is.</summary>
    public static int SizeOf(int length) => 1 + VarintSize((ulong)length) + length;

    /// <summary>Writes a number.</summary>
    public void Number(int field, ulong number)
    {
        Tag(field, Varint);
        WriteVarint(number);
    }

    /// <summary>Begins a message of some length, whose fields follow.</summary>
    public void Message(int field, int length)
    {
        Tag(field, Delimited);
        WriteVarint((ulong)length);
    }

    /// <summary>Writes bytes.</summary>
    public void Bytes(int field, ReadOnlySpan<byte> bytes)
    {
        Message(field, bytes.Length);
        bytes.CopyTo(_buffer[_written..]);
        _written += bytes.Length;
    }

    /// <summary>Writes text, whose length in UTF-8 is known.</summary>
    public void Text(int field, string text, int length)
    {
        Message(field, length);
        _written += Encoding.UTF8.GetBytes(text, _buffer[_written..]);
    }

    private void Tag(int field, int type) => _buffer[_written++] = (byte)((field << TypeBits) | type);

    private void WriteVarint(ulong number)
    {
        for (; number > 0x7F; number >>= VarintBits)
            _buffer[_written++] = (byte)(number | 0x80);
        _buffer[_written++] = (byte)number;
    }

    private static int VarintSize(ulong number) => ((BitOperations.Log2(number | 1) / VarintBits) + 1);
}
