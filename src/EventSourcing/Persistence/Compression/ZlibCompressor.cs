using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace EventSourcing.Persistence.Compression;

/// <summary>zlib (RFC 1950): what the Python library compresses with.</summary>
public sealed class ZlibCompressor : ICompressor
{
    private const int Piece = 4096;

    private static ReadOnlySpan<byte> Nothing => [0x78, 0x9C, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01];

    /// <inheritdoc/>
    public string Name => "zlib";

    /// <inheritdoc/>
    public void Compress(ReadOnlySpan<byte> data, IBufferWriter<byte> compressed)
    {
        if (data.IsEmpty)
        {
            // The stream would write nothing at all, which is not zlib.
            compressed.Write(Nothing);
            return;
        }

        using var output = new BufferStream(compressed);
        using var zlib = new ZLibStream(output, CompressionLevel.Optimal);
        zlib.Write(data);
    }

    /// <inheritdoc/>
    public void Decompress(ReadOnlySpan<byte> compressed, IBufferWriter<byte> data)
    {
        var copy = ArrayPool<byte>.Shared.Rent(compressed.Length);
        try
        {
            compressed.CopyTo(copy);
            using var input = new MemoryStream(copy, 0, compressed.Length, writable: false);
            using var zlib = new ZLibStream(input, CompressionMode.Decompress);
            var checksum = new Adler32();
            while (true)
            {
                var room = data.GetSpan(Piece);
                var read = zlib.Read(room);
                if (read == 0)
                    break;
                checksum.Add(room[..read]);
                data.Advance(read);
            }

            // The stream takes data that is cut short for data that has ended; its checksum stands at the very end.
            if (compressed.Length < 4 || BinaryPrimitives.ReadUInt32BigEndian(compressed[^4..]) != checksum.Value)
                throw new InvalidDataException("It is cut short, or damaged.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(copy, clearArray: true);
        }
    }
}
