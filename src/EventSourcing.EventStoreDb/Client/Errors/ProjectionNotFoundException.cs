using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Errors;

/// <summary>There is no such projection.</summary>
public sealed class ProjectionNotFoundException : PersistenceException
{
    internal ProjectionNotFoundException(string projection, Exception? innerException)
        : base($"There is no projection '{projection}'. List those there are, or create it.", innerException: innerException) => Projection = projection;

    /// <summary>The projection's name.</summary>
    public string Projection { get; }
}
