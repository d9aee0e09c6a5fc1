namespace EventStoreDb.Emulator;

/// <summary>An event as it lies in the log, whether it can be read or not.</summary>
/// <param name="Stream">The stream's name.</param>
/// <param name="Revision">The event's number in its stream.</param>
/// <param name="Id">The event's id.</param>
/// <param name="Position">Where in the log it is.</param>
public sealed record CommittedEvent(string Stream, long Revision, Guid Id, long Position);
