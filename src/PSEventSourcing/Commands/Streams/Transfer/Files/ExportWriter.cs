using System.Buffers;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using EventSourcing.Persistence;

namespace PSEventSourcing.Commands.Streams.Transfer.Files;

/// <summary>Writes an export: its first line, a line for each event, and its last.</summary>
internal sealed class ExportWriter : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly HashSet<string> _streams = new(StringComparer.Ordinal);
    private readonly ArrayBufferWriter<byte> _line = new();
    // The depth of events is looked at before; a writer of its own limits would only repeat it.
    private readonly Utf8JsonWriter _json = new(Stream.Null, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    /// <summary>How many events there are.</summary>
    public long Count { get; private set; }

    /// <summary>Of how many streams.</summary>
    public int Streams => _streams.Count;

    /// <summary>Writes all of it.</summary>
    /// <returns>The SHA-256 of everything before the last line.</returns>
    public async Task<string> WriteAsync(Stream target, IAsyncEnumerable<RecordedEvent> events, CancellationToken cancel)
    {
        await WriteLineAsync(target, ExportFormat.Header, cancel).ConfigureAwait(false);
        await foreach (var recorded in events.WithCancellation(cancel).ConfigureAwait(false))
        {
            await WriteLineAsync(target, ToLine(recorded), cancel).ConfigureAwait(false);
            _streams.Add(recorded.Stream);
            Count++;
        }

        var sha256 = Convert.ToHexStringLower(_hash.GetCurrentHash());
        await target.WriteAsync(ExportFormat.Footer(Count, sha256), cancel).ConfigureAwait(false);
        return sha256;
    }

    public void Dispose()
    {
        _hash.Dispose();
        _json.Dispose();
    }

    private ReadOnlyMemory<byte> ToLine(RecordedEvent recorded)
    {
        _line.ResetWrittenCount();
        _json.Reset(_line);
        try
        {
            EventLine.Write(_json, recorded);
        }
        catch (ArgumentException error)
        {
            throw new InvalidTransferException($"The event {recorded} cannot be written as a line of an export; nothing was exported. {error.Message}", error);
        }

        _line.Write("\n"u8);
        return _line.WrittenCount <= ExportFormat.LongestLine
            ? _line.WrittenMemory
            : throw new InvalidTransferException($"The event {recorded} is more than a line of an export can hold ({ExportFormat.LongestLine} bytes); nothing was exported.");
    }

    private ValueTask WriteLineAsync(Stream target, ReadOnlyMemory<byte> line, CancellationToken cancel)
    {
        _hash.AppendData(line.Span);
        return target.WriteAsync(line, cancel);
    }
}
