using EventSourcing.Domain;

namespace PSEventSourcing.Commands.Scavenging;

/// <summary>Another scavenge runs on the node.</summary>
internal sealed class ScavengeInProgressException(string id, string node)
    : EventSourcingException($"The scavenge {id} runs on {node} already. Nothing was started.");

/// <summary>A scavenge has failed.</summary>
internal sealed class ScavengeFailedException(EventStoreScavenge scavenge)
    : EventSourcingException($"The scavenge {scavenge.Id} on {scavenge.NodeAddress} has failed after {scavenge.Duration}: {scavenge.Error ?? "the server does not say why."}");

/// <summary>Nothing is known of a scavenge.</summary>
internal sealed class ScavengeUnknownException(string id)
    : EventSourcingException($"Nothing is known of a scavenge '{id}', or not any more.");
