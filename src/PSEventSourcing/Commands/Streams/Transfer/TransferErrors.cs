using EventSourcing.Domain;
using EventSourcing.Persistence;
using PSEventSourcing.Commands.Streams.Transfer.Comparing;

namespace PSEventSourcing.Commands.Streams.Transfer;

/// <summary>A file was to be written, and there is one.</summary>
internal sealed class ExportFileExistsException(string path)
    : EventSourcingException($"The file '{path}' is there already; nothing was exported.");

/// <summary>A file cannot be written or read.</summary>
internal sealed class ExportFileException(string path, string done, Exception error)
    : EventSourcingException($"The file '{path}' cannot be {done}: {error.Message}", error);

/// <summary>A file is no export, or not the whole of one.</summary>
internal sealed class DamagedExportException(string path, long line, string why, Exception? innerException = null)
    : EventSourcingException(FormattableString.Invariant($"The file '{path}' is no whole export of streams; nothing of it was written to the store. Line {line}: {why}"), innerException)
{
    /// <summary>The number of the line, from 1.</summary>
    public long Line { get; } = line;
}

/// <summary>A stream that is to be written has other events, or its events cannot be seen.</summary>
internal sealed class TargetStreamDiffersException(string stream, string why)
    : PersistenceException($"Nothing was written to the stream '{stream}', because {why}", stream);

/// <summary>What was asked for cannot be.</summary>
internal sealed class InvalidTransferException(string message, Exception? innerException = null)
    : EventSourcingException(message, innerException);

/// <summary>A stream was copied, and is not what it was copied from.</summary>
internal sealed class CopyDiffersException(string stream, string source, EventStreamDifference first)
    : PersistenceException($"The stream '{stream}' was written, but differs from '{source}' ({first}). Something else has changed one of them in the meantime.", stream);
