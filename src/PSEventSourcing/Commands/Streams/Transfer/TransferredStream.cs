namespace PSEventSourcing.Commands.Streams.Transfer;

/// <summary>A stream that was imported or copied.</summary>
public sealed class TransferredStream
{
    /// <summary>The stream that was written.</summary>
    public required string Stream { get; init; }

    /// <summary>The stream it comes from.</summary>
    public required string Source { get; init; }

    /// <summary>How many events were written now.</summary>
    public required long Written { get; init; }

    /// <summary>How many were there already.</summary>
    public required long AlreadyThere { get; init; }

    /// <summary>The revision of the last of these events.</summary>
    public required long LastRevision { get; init; }

    /// <summary>The stream that was written.</summary>
    public override string ToString() => Stream;
}
