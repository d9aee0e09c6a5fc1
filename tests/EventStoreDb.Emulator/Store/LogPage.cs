namespace EventStoreDb.Emulator.Store;

/// <summary>One page of the whole log.</summary>
/// <param name="Events">The events that match.</param>
/// <param name="First">Position of the first event looked at.</param>
/// <param name="Considered">How many events were looked at.</param>
/// <param name="Next">Index of the record to go on from.</param>
/// <param name="IsEnd">Nothing more is there, for now.</param>
internal sealed record LogPage(IReadOnlyList<RecordedEvent> Events, long? First, int Considered, int Next, bool IsEnd);
