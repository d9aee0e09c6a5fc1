namespace EventSourcing.EventStoreDb.Client.Wire;

/// <summary>Reads a protobuf message field by field, where it lies: for the messages that come by the hundred thousand, of
/// which the generated classes would make a dozen objects each. The encoding is protobuf's own (protobuf.dev,
/// "Encoding").</summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> message)
{
    private const int TypeBits = 3;
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Delimited = 2;
    private const int Fixed32 = 5;

    private ReadOnlySpan<byte> _rest = message;
    private int _type;

    /// <summary>The number of the field that is next.</summary>
    public int Field { get; private set; }

    /// <summary>Goes to the next field.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="InvalidDataException">This is no protobuf message.</exception>
    public bool Next()
    {
        if (_rest.IsEmpty)
            return false;
        var tag = ReadVarint();
        (Field, _type) = ((int)(tag >> TypeBits), (int)(tag & ((1 << TypeBits) - 1)));
        return true;
    }

    /// <summary>The field as a number.</summary>
    public ulong Number() => _type == Varint ? ReadVarint() : throw Malformed();

    /// <summary>The field as text, bytes or a message.</summary>
    public ReadOnlySpan<byte> Bytes()
    {
        if (_type != Delimited)
            throw Malformed();
        return Take(ReadVarint());
    }

    /// <summary>Goes over a field that nobody asked for.</summary>
    public void Skip()
    {
        if (_type == Varint)
            _ = ReadVarint();
        else
        {
            _ = Take(_type switch
            {
                Fixed64 => sizeof(ulong),
                Delimited => ReadVarint(),
                Fixed32 => sizeof(uint),
                _ => throw Malformed(),
            });
        }
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)_rest.Length)
            throw Malformed();
        var taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }

    private ulong ReadVarint()
    {
        var value = 0UL;
        for (var i = 0; i < _rest.Length && i < 10; i++)
        {
            value |= (ulong)(_rest[i] & 0x7F) << (7 * i);
            if (_rest[i] >= 0x80)
                continue;
            _rest = _rest[(i + 1)..];
            return value;
        }

        throw Malformed();
    }

    private static InvalidDataException Malformed() => new("This is no message of EventStoreDB.");
}
