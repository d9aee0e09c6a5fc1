using System.Buffers;

namespace EventSourcing.Persistence;

/// <summary>A growing buffer from the shared pool, with a limit. It is wiped when it goes back: what it held may have
/// been worth encrypting.</summary>
internal sealed class PooledBuffer(int limit = PooledBuffer.NoLimit) : IBufferWriter<byte>, IDisposable
{
    public const int NoLimit = int.MaxValue;

    // Room beyond the limit, so that a writer that has reached it can find out that there is nothing more.
    private const int Slack = 4096;
    private const int FirstLength = 1024;

    private byte[] _bytes = [];
    private int _written;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _written);

    /// <exception cref="InvalidDataException">More was written than the limit.</exception>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _bytes.Length - _written);
        _written += count;
        if (_written > limit)
            throw Beyond();
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Ensure(Math.Max(sizeHint, 1));
        return _bytes.AsMemory(_written);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Ensure(Math.Max(sizeHint, 1));
        return _bytes.AsSpan(_written);
    }

    public void Dispose()
    {
        Return();
        _bytes = [];
        _written = 0;
    }

    private void Ensure(int more)
    {
        if (_bytes.Length - _written >= more)
            return;
        var needed = (long)_written + more;
        if (needed > Math.Min((long)limit + Slack, Array.MaxLength))
            throw Beyond();
        var grown = ArrayPool<byte>.Shared.Rent((int)Math.Max(needed, Math.Min(Math.Max(2L * _written, FirstLength), Math.Min((long)limit + Slack, Array.MaxLength))));
        Written.CopyTo(grown);
        Return();
        _bytes = grown;
    }

    private void Return()
    {
        if (_bytes.Length == 0)
            return;
        _bytes.AsSpan(0, _written).Clear();
        ArrayPool<byte>.Shared.Return(_bytes);
    }

    private InvalidDataException Beyond() => new($"It is larger than {limit} bytes, which is the most that the data of an event may be.");
}
