namespace EventStoreDb.Emulator.Clustering;

/// <summary>What a cluster goes through when it loses members.</summary>
internal enum Phase
{
    /// <summary>There is a leader, and enough followers.</summary>
    Led,

    /// <summary>The leader is gone, and the followers have not noticed.</summary>
    LeaderLost,

    /// <summary>Too many followers are gone, and the leader has not noticed.</summary>
    QuorumLost,

    /// <summary>The leader has resigned, or a new one is being elected. Of the old one everybody still knows.</summary>
    Electing,

    /// <summary>There are too few nodes to elect one.</summary>
    Leaderless,
}
