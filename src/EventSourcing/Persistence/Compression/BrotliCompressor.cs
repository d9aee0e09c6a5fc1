using System.Buffers;
using System.IO.Compression;

namespace EventSourcing.Persistence.Compression;

/// <summary>Brotli (RFC 7932): smaller than zlib, and as fast.</summary>
public sealed class BrotliCompressor : ICompressor
{
    // From 5 up an event of usual size hardly shrinks further, and the time it takes grows many times over.
    private const int Quality = 4;
    private const int Window = 22;
    private const int Piece = 4096;

    /// <inheritdoc/>
    public string Name => "brotli";

    /// <inheritdoc/>
    public void Compress(ReadOnlySpan<byte> data, IBufferWriter<byte> compressed)
    {
        var room = compressed.GetSpan(BrotliEncoder.GetMaxCompressedLength(data.Length));
        if (!BrotliEncoder.TryCompress(data, room, out var written, Quality, Window))
            throw new InvalidOperationException("Brotli took more room than it says it needs.");
        compressed.Advance(written);
    }

    /// <inheritdoc/>
    public void Decompress(ReadOnlySpan<byte> compressed, IBufferWriter<byte> data)
    {
        using var decoder = new BrotliDecoder();
        OperationStatus status;
        do
        {
            status = decoder.Decompress(compressed, data.GetSpan(Piece), out var consumed, out var written);
            data.Advance(written);
            compressed = compressed[consumed..];
        }
        while (status == OperationStatus.DestinationTooSmall);

        if (status != OperationStatus.Done || compressed.Length > 0)
            throw new InvalidDataException("It is not Brotli, or damaged.");
    }
}
