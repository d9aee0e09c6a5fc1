namespace EventSourcing.EventStoreDb.Client.Operations;

/// <summary>A scavenge: the server's removal of what is deleted from its files.</summary>
/// <param name="Id">Its id; of one that <see cref="ScavengeState.InProgress"/> is, the running one's.</param>
/// <param name="State">What became of the call.</param>
public sealed record Scavenge(string Id, ScavengeState State);
