using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Errors;

/// <summary>A call makes sense over TLS alone, and the connection has none.</summary>
public sealed class SecureConnectionRequiredException : PersistenceException
{
    internal SecureConnectionRequiredException()
        : base("A node without TLS has no users, and never answers calls that concern them. Connect to a node that runs with TLS, without tls=false in the connection string.")
    {
    }
}
