using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Errors;

/// <summary>There is a projection of this name already.</summary>
public sealed class ProjectionExistsException : PersistenceException
{
    internal ProjectionExistsException(string projection, Exception? innerException)
        : base($"There is a projection '{projection}' already. Update it, or choose another name.", innerException: innerException) => Projection = projection;

    /// <summary>The projection's name.</summary>
    public string Projection { get; }
}
