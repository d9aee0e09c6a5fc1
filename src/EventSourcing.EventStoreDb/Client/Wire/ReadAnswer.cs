using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Wire;

/// <summary>An answer of a Read call.</summary>
/// <param name="Kind">What it is; a number of its own where a newer server says something that is not known here.</param>
/// <param name="Event">The event, with the link it was found through.</param>
/// <param name="Position">Where in the log: of a checkpoint, or of the event as it stands in what is read, whether or not
/// the server means that to be told.</param>
internal sealed record ReadAnswer(ReadAnswerKind Kind, RecordedEvent? Event, Position Position)
{
    /// <summary>The event as it stands in what is read: the link, where one was followed.</summary>
    public RecordedEvent? Original => Event?.Link ?? Event;
}
