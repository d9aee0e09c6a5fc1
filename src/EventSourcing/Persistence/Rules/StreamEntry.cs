namespace EventSourcing.Persistence.Rules;

/// <summary>What a judgement needs to know of an event.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Position">Its place in the log.</param>
public readonly record struct StreamEntry(Guid Id, Position Position);
