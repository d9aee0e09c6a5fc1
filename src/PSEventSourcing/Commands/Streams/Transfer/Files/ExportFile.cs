using System.IO.Compression;
using System.Runtime.CompilerServices;
using EventSourcing.Persistence;

namespace PSEventSourcing.Commands.Streams.Transfer.Files;

/// <summary>The file of an export: compressed or not, and there when it is whole, or not at all.</summary>
internal static class ExportFile
{
    private const int BufferSize = 64 * 1024;

    /// <summary>Writes a file beside the one that is meant, and puts it in its place at the end.</summary>
    /// <exception cref="ExportFileExistsException">There is one, and it is not to be overwritten.</exception>
    /// <exception cref="ExportFileException">It cannot be written.</exception>
    public static async Task<EventStreamExport> WriteAsync(string path, bool overwrite, IAsyncEnumerable<RecordedEvent> events, CancellationToken cancel)
    {
        if (!overwrite && File.Exists(path))
            throw new ExportFileExistsException(path);
        var temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            var written = await WriteAsync(path, temporary, events, cancel).ConfigureAwait(false);
            cancel.ThrowIfCancellationRequested();
            File.Move(temporary, path, overwrite);
            return written;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ExportFileException(path, "written", error);
        }
        finally
        {
            if (File.Exists(temporary))
                File.Delete(temporary);
        }
    }

    /// <summary>Reads a file, whatever it is called: whether it is compressed shows in its first bytes.</summary>
    /// <exception cref="ExportFileException">It cannot be read.</exception>
    /// <exception cref="DamagedExportException">It is no export, or not whole.</exception>
    public static async IAsyncEnumerable<RecordedEvent> ReadAsync(string path, [EnumeratorCancellation] CancellationToken cancel)
    {
        var source = await OpenAsync(path, cancel).ConfigureAwait(false);
        await using var _ = source.ConfigureAwait(false);
        using var reader = new ExportReader(source, path);
        var events = reader.ReadAsync(cancel).GetAsyncEnumerator(cancel);
        await using var __ = events.ConfigureAwait(false);
        while (await NextAsync(events, path).ConfigureAwait(false))
            yield return events.Current;
    }

    private static async Task<EventStreamExport> WriteAsync(string path, string temporary, IAsyncEnumerable<RecordedEvent> events, CancellationToken cancel)
    {
        var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete, BufferSize, FileOptions.Asynchronous);
        await using var _ = file.ConfigureAwait(false);
        using var writer = new ExportWriter();
        var sha256 = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? await CompressAsync(writer, file, events, cancel).ConfigureAwait(false)
            : await writer.WriteAsync(file, events, cancel).ConfigureAwait(false);

        // On the disk before it takes its name, so that a power cut does not leave half a file under it.
        await file.FlushAsync(cancel).ConfigureAwait(false);
        RandomAccess.FlushToDisk(file.SafeFileHandle);
        return new EventStreamExport { Path = path, Count = writer.Count, Streams = writer.Streams, Bytes = file.Length, Sha256 = sha256 };
    }

    private static async Task<string> CompressAsync(ExportWriter writer, FileStream file, IAsyncEnumerable<RecordedEvent> events, CancellationToken cancel)
    {
        var compressed = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true);
        await using var _ = compressed.ConfigureAwait(false);
        return await writer.WriteAsync(compressed, events, cancel).ConfigureAwait(false);
    }

    private static async Task<Stream> OpenAsync(string path, CancellationToken cancel)
    {
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.Asynchronous | FileOptions.SequentialScan);
            var begin = new byte[2];
            var isCompressed = await file.ReadAtLeastAsync(begin, begin.Length, throwOnEndOfStream: false, cancel).ConfigureAwait(false) == 2 && begin is [0x1F, 0x8B];
            file.Position = 0;
            Stream source = isCompressed ? new GZipStream(file, CompressionMode.Decompress) : file;
            file = null;
            return source;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new ExportFileException(path, "read", error);
        }
        finally
        {
            if (file is not null)
                await file.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async ValueTask<bool> NextAsync(IAsyncEnumerator<RecordedEvent> events, string path)
    {
        try
        {
            return await events.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ExportFileException(path, "read", error);
        }
    }
}
