using EventSourcing.Tests.Wire;

namespace EventSourcing.Tests.EventStoreDb.Emulator;

/// <summary>What of the real server the emulator does not have yet.</summary>
internal static class Coverage
{
    private const string PersistentSubscriptions = "event_store.client.persistent_subscriptions.PersistentSubscriptions";
    private const string Projections = "event_store.client.projections.Projections";
    private const string Cluster = "insecure three-node cluster";
    private const int PermissionDenied = 7;
    private const int NotFound = 5;
    private const int Unavailable = 14;

    public static bool IsSecure(WireScenario scenario) => Kind(scenario).StartsWith("TLS", StringComparison.Ordinal);

    public static bool IsCluster(WireScenario scenario) =>
        string.Equals(Kind(scenario), Cluster, StringComparison.Ordinal);

    public static string? ReasonToSkip(WireScenario scenario)
    {
        if (Kind(scenario) is not ("insecure single node" or "TLS single node" or Cluster))
        {
            return $"The emulator is no {Kind(scenario)}.";
        }

        if (scenario.Calls.FirstOrDefault(IsNotCovered) is { } call)
        {
            return $"The emulator does not have {call.Service}.";
        }

        return scenario.Calls.SelectMany(played => played.Ordering).FirstOrDefault(step => step.Kind == WireStepKind.Unknown) is { } step
            ? $"Cannot be replayed: {step.Text}."
            : null;
    }

    /// <summary>Even a service that is not there refuses those it should, and so does one on a follower.</summary>
    private static bool IsNotCovered(WireCall call) =>
        call.Service is PersistentSubscriptions or Projections
        && call.HttpStatus is null
        && call.Status is not { Code: PermissionDenied }
        && !(call.Node is not null && call.Status is { Code: NotFound or Unavailable });

    private static string Kind(WireScenario scenario) => scenario.Server.Split(", ", 2)[^1];
}
