namespace EventSourcing.Persistence;

/// <summary>An event to append.</summary>
/// <param name="Id">The event's unique id: what makes a repeated append recognisable. Not all zero.</param>
/// <param name="Type">The event's type name; not empty.</param>
/// <param name="Data">The event itself, as bytes. They are not copied: leave them alone until the append has ended.</param>
/// <param name="Metadata">What is known about the event, as bytes; may be empty.</param>
/// <param name="IsJson">Whether the data is JSON, which a store may show and query; else it is opaque bytes.</param>
public sealed record NewEvent(
    Guid Id, string Type, ReadOnlyMemory<byte> Data, ReadOnlyMemory<byte> Metadata = default, bool IsJson = true);
