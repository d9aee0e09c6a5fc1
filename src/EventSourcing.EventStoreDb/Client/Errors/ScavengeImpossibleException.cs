using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Errors;

/// <summary>A node cannot scavenge, because it keeps its database in memory.</summary>
public sealed class ScavengeImpossibleException : PersistenceException
{
    internal ScavengeImpossibleException()
        : base("The node keeps its database in memory, where a scavenge has nothing to remove and cannot run; or, if it is on disk after all, its files are being changed by something else, such as a redaction.")
    {
    }
}
