namespace PSEventSourcing.Commands.Streams.Transfer;

/// <summary>A file that streams were exported to.</summary>
public sealed class EventStreamExport
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>How many events are in it.</summary>
    public required long Count { get; init; }

    /// <summary>Of how many streams.</summary>
    public required int Streams { get; init; }

    /// <summary>The size of the file.</summary>
    public required long Bytes { get; init; }

    /// <summary>The SHA-256 of what is before the last line, uncompressed, as the last line has it.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The file.</summary>
    public override string ToString() => Path;
}
