namespace EventStoreDb.Emulator.Hosting;

/// <summary>How the node names itself in gossip.</summary>
internal sealed class NodeIdentity
{
    public Guid InstanceId { get; } = Guid.NewGuid();

    public string Host { get; } = "127.0.0.1";

    /// <summary>Known once the node listens.</summary>
    public int Port { get; set; }
}
