using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Errors;

/// <summary>The server refused what only a stopped projection allows.</summary>
public sealed class ProjectionNotStoppedException : PersistenceException
{
    internal ProjectionNotStoppedException(string projection, Exception? innerException)
        : base($"The server refused the call because the projection '{projection}' is not stopped. Disable it, wait until its status is Stopped, and try again.", innerException: innerException) => Projection = projection;

    /// <summary>The projection's name.</summary>
    public string Projection { get; }
}
