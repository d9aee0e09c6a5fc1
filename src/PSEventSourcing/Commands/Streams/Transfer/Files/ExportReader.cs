using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using EventSourcing.Persistence;

namespace PSEventSourcing.Commands.Streams.Transfer.Files;

/// <summary>Reads an export, and finds out whether it is whole: it is once the last event has been followed by the end.</summary>
internal sealed class ExportReader(Stream source, string path) : IDisposable
{
    private readonly LineReader _lines = new(source, ExportFormat.LongestLine);
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _line;
    private long _count;

    /// <summary>The events, in the order of the file.</summary>
    /// <exception cref="DamagedExportException">The file is no export, or not whole.</exception>
    public async IAsyncEnumerable<RecordedEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var header = await NextAsync(cancel).ConfigureAwait(false);
        Checked(() => ExportFormat.CheckHeader(header));
        _hash.AppendData(header.Span);
        while (true)
        {
            var line = await NextAsync(cancel).ConfigureAwait(false);
            if (ExportFormat.IsFooter(line.Span))
            {
                Checked(() => ExportFormat.CheckFooter(line.Span, _count, Convert.ToHexStringLower(_hash.GetCurrentHash())));
                break;
            }

            _hash.AppendData(line.Span);
            _count++;
            yield return Checked(() => EventLine.Read(line.Span[..^1]));
        }

        if (!(await BytesAsync(cancel).ConfigureAwait(false)).IsEmpty)
            throw new DamagedExportException(path, _line, "There is something behind the end.");
    }

    public void Dispose() => _hash.Dispose();

    private async ValueTask<ReadOnlyMemory<byte>> NextAsync(CancellationToken cancel)
    {
        var line = await BytesAsync(cancel).ConfigureAwait(false);
        if (line.IsEmpty)
            throw new DamagedExportException(path, _line, "The file ends here without its last line.");
        return line.Span[^1] == '\n' ? line : throw new DamagedExportException(path, _line, "The file ends in the middle of it.");
    }

    private async ValueTask<ReadOnlyMemory<byte>> BytesAsync(CancellationToken cancel)
    {
        _line++;
        try
        {
            return await _lines.ReadAsync(cancel).ConfigureAwait(false);
        }
        catch (Exception error) when (error is FormatException or InvalidDataException or EndOfStreamException)
        {
            throw new DamagedExportException(path, _line, error.Message, error);
        }
    }

    private void Checked(Action check) => Checked(() =>
    {
        check();
        return true;
    });

    private T Checked<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FormatException error)
        {
            throw new DamagedExportException(path, _line, error.Message, error);
        }
    }
}
