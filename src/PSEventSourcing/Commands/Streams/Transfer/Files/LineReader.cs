namespace PSEventSourcing.Commands.Streams.Transfer.Files;

/// <summary>Reads lines of bytes, one at a time, however long the file is.</summary>
/// <param name="source">Where they come from.</param>
/// <param name="longest">The most bytes of a line.</param>
internal sealed class LineReader(Stream source, int longest)
{
    private byte[] _buffer = new byte[64 * 1024];
    private int _begin;
    private int _end;

    /// <summary>The next line with the newline at its end, which only the last can lack; empty where there is no more.</summary>
    /// <returns>Bytes that are good until the next call.</returns>
    /// <exception cref="FormatException">The line is longer than one may be.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancel)
    {
        var searched = 0;
        while (true)
        {
            var found = _buffer.AsSpan(_begin + searched, _end - _begin - searched).IndexOf((byte)'\n');
            if (found >= 0)
                return Take(searched + found + 1);
            searched = _end - _begin;
            if (searched >= longest)
                throw new FormatException($"It is longer than {longest} bytes.");
            MakeRoom();
            var read = await source.ReadAsync(_buffer.AsMemory(_end), cancel).ConfigureAwait(false);
            if (read == 0)
                return Take(searched);
            _end += read;
        }
    }

    private ReadOnlyMemory<byte> Take(int length)
    {
        var line = _buffer.AsMemory(_begin, length);
        _begin += length;
        return line;
    }

    private void MakeRoom()
    {
        if (_begin > 0)
        {
            _buffer.AsSpan(_begin, _end - _begin).CopyTo(_buffer);
            (_begin, _end) = (0, _end - _begin);
        }

        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
    }
}
