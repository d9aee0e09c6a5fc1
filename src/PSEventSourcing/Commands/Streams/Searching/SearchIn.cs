namespace PSEventSourcing.Commands.Streams.Searching;

/// <summary>Where in an event to search.</summary>
[Flags]
public enum SearchIn
{
    /// <summary>Nowhere.</summary>
    None = 0,

    /// <summary>In its data.</summary>
    Data = 1,

    /// <summary>In its metadata.</summary>
    Metadata = 2,

    /// <summary>In both.</summary>
    Both = Data | Metadata,
}
