namespace EventSourcing.Persistence;

/// <summary>A position is not that of an event in this store's log.</summary>
public sealed class InvalidPositionException : PersistenceException
{
    /// <summary>Creates the error.</summary>
    /// <param name="position">The position.</param>
    /// <param name="innerException">The cause, if another error is.</param>
    public InvalidPositionException(Position position, Exception? innerException = null)
        : base($"{position} is not the position of an event in this store. Use a position exactly as an event of this store brought it, or the start or the end.", innerException: innerException) =>
        Position = position;

    /// <summary>The position.</summary>
    public Position Position { get; }
}
