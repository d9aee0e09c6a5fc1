namespace EventSourcing.EventStoreDb.Client.Wire;

/// <summary>What an answer of a Read call is; numbered as the fields of the message.</summary>
internal enum ReadAnswerKind
{
    Event = 1,
    Confirmation = 2,
    Checkpoint = 3,
    StreamNotFound = 4,
    FirstStreamPosition = 5,
    LastStreamPosition = 6,
    LastAllStreamPosition = 7,
    CaughtUp = 8,
    FellBehind = 9,
}
