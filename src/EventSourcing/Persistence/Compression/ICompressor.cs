using System.Buffers;

namespace EventSourcing.Persistence.Compression;

/// <summary>The port to a way of making data smaller. May be used from many threads.</summary>
public interface ICompressor
{
    /// <summary>The name that is stored with what it compressed, and that it is found by again; such as
    /// <c>brotli</c>.</summary>
    string Name { get; }

    /// <summary>Compresses data.</summary>
    /// <param name="data">The data.</param>
    /// <param name="compressed">Takes what comes of it.</param>
    void Compress(ReadOnlySpan<byte> data, IBufferWriter<byte> compressed);

    /// <summary>Brings compressed data back.</summary>
    /// <param name="compressed">What <see cref="Compress"/> wrote.</param>
    /// <param name="data">Takes the data; it refuses more than an event may hold, so write to it piece by piece.</param>
    /// <exception cref="InvalidDataException">It is damaged, or is nothing that was compressed so.</exception>
    void Decompress(ReadOnlySpan<byte> compressed, IBufferWriter<byte> data);
}
