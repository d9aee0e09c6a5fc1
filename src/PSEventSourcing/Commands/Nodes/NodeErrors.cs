using EventSourcing.Domain;

namespace PSEventSourcing.Commands.Nodes;

/// <summary>A text is no address of a node.</summary>
internal sealed class InvalidNodeAddressException(string text)
    : EventSourcingException($"'{text}' is no address of a node. Write host:port, for example db1.example.org:2113.");

/// <summary>No node leads.</summary>
internal sealed class NoLeaderException(string asked)
    : EventSourcingException($"{asked} knows no node that leads the cluster, so none can step down. An election may be going on, or there is no quorum.");

/// <summary>The leader has stepped down, and no other was seen to lead.</summary>
internal sealed class LeaderNotSwitchedException(string former, TimeSpan waited)
    : EventSourcingException($"{former} was told to step down, and within {waited.TotalSeconds:0} s no other node was seen to lead.");
