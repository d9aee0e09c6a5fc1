using System.Buffers.Binary;
using EventSourcing.EventStoreDb.Protos;

namespace EventStoreDb.Emulator.Services;

/// <summary>Ids on the wire: text, or two signed 64-bit halves in big-endian order.</summary>
internal static class Uuids
{
    /// <exception cref="FormatException">The text is no id.</exception>
    /// <exception cref="MalformedRequestException">There is none, or it is all zero.</exception>
    public static Guid Read(UUID? uuid)
    {
        var id = uuid?.ValueCase switch
        {
            UUID.ValueOneofCase.String => Guid.Parse(uuid.String),
            UUID.ValueOneofCase.Structured => FromHalves(uuid.Structured),
            _ => throw new MalformedRequestException("An id is required."),
        };
        return id != Guid.Empty ? id : throw new MalformedRequestException("An id must not be all zero.");
    }

    public static UUID Text(Guid id) => new() { String = id.ToString("D") };

    public static UUID Structured(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return new UUID
        {
            Structured = new UUID.Types.Structured
            {
                MostSignificantBits = BinaryPrimitives.ReadInt64BigEndian(bytes),
                LeastSignificantBits = BinaryPrimitives.ReadInt64BigEndian(bytes[8..]),
            },
        };
    }

    private static Guid FromHalves(UUID.Types.Structured halves)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, halves.MostSignificantBits);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], halves.LeastSignificantBits);
        return new Guid(bytes, bigEndian: true);
    }
}
