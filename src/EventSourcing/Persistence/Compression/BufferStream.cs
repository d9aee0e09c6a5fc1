using System.Buffers;

namespace EventSourcing.Persistence.Compression;

/// <summary>A buffer as a stream that can only be written.</summary>
internal sealed class BufferStream(IBufferWriter<byte> written) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush()
    {
    }

    public override void Write(ReadOnlySpan<byte> buffer) => written.Write(buffer);

    public override void Write(byte[] buffer, int offset, int count) => written.Write(buffer.AsSpan(offset, count));

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
