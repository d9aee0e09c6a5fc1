using EventStoreDb.Emulator.Faults;

namespace EventStoreDb.Emulator.Hosting;

/// <summary>What is known of a call before its service is reached. One per call.</summary>
internal sealed class CurrentCall
{
    /// <summary>Whether the caller would rather be refused than served by a node that is not the leader.</summary>
    public bool RequiresLeader { get; set; }

    /// <summary>What is going to go wrong, if anything.</summary>
    public CallFault? Fault { get; set; }
}
