using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Errors;

/// <summary>No scavenge with this id runs.</summary>
public sealed class ScavengeNotFoundException : PersistenceException
{
    /// <summary>Asks for whichever scavenge runs.</summary>
    private const string Current = "current";

    internal ScavengeNotFoundException(string scavengeId, string? runningId, Exception? innerException)
        : base(scavengeId == Current ? "No scavenge runs on this node." : $"No scavenge '{scavengeId}' runs on this node; {(runningId is null ? "none does" : $"'{runningId}' does")}.", innerException: innerException)
    {
        ScavengeId = scavengeId;
        RunningId = runningId;
    }

    /// <summary>The id asked for.</summary>
    public string ScavengeId { get; }

    /// <summary>The id of the scavenge that does run; <see langword="null"/> where none does.</summary>
    public string? RunningId { get; }
}
