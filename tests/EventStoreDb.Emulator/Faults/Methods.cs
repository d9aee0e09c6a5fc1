namespace EventStoreDb.Emulator.Faults;

/// <summary>What the methods are like, as far as that decides what can go wrong with them.</summary>
internal static class Methods
{
    private const string BatchAppend = "Streams/BatchAppend";
    private const string Read = "Streams/Read";
    private const string PersistentRead = "PersistentSubscriptions/Read";
    private const string Stats = "Monitoring/Stats";

    /// <summary>Service and method without the package, from the path of a call.</summary>
    public static string NameOf(string path) => path[(path.LastIndexOf('.') + 1)..];

    /// <summary>Whether faults strike at its writes; else they do at its answers.</summary>
    public static bool Writes(string method) =>
        method is "Streams/Append" or BatchAppend or "Streams/Delete" or "Streams/Tombstone";

    public static bool HasOneAnswer(string method) => method is not (BatchAppend or Read or PersistentRead or Stats);

    /// <summary>
    /// Whether chance may choose it. Left out is what the server never does there, and what no client could notice:
    /// silence, or an end, where silence or an end is nothing unusual.
    /// </summary>
    public static bool CanSuffer(string method, FaultKind kind) => kind switch
    {
        FaultKind.TimedOut => Writes(method),
        FaultKind.ConsumerTooSlow => method is Read,
        FaultKind.End => method is BatchAppend,
        FaultKind.Stall => method is not (Read or PersistentRead or Stats),
        _ => true,
    };

    /// <summary>Whether it can be what is heard of a write that was done; a refusal means that it was not.</summary>
    public static bool CanFollowCommit(FaultKind kind) => kind is not (FaultKind.NotLeader or FaultKind.NotReady);
}
