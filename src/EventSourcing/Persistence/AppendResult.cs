namespace EventSourcing.Persistence;

/// <summary>What an append has written.</summary>
/// <param name="Revision">The revision of the last event; -1 where nothing was appended to a stream that does not
/// exist.</param>
/// <param name="Position">The place of the last event in the log; <see langword="null"/> where the store does not say,
/// as EventStoreDB when it recognises a repeated append whose events are deleted by now.</param>
public readonly record struct AppendResult(long Revision, Position? Position);
