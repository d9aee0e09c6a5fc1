using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Errors;

/// <summary>The node runs without projections, and knows no call that concerns them.</summary>
public sealed class ProjectionsDisabledException : PersistenceException
{
    internal ProjectionsDisabledException(Endpoint node, Exception? innerException)
        : base($"{node} runs without projections. Start the node with --run-projections=All, or connect to one that runs them.", innerException: innerException)
    {
    }
}
