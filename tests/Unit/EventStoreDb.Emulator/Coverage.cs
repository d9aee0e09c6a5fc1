extern alias Emulator;

using Emulator::EventStoreDb.Emulator;
using EventSourcing.Tests.Wire;

namespace EventSourcing.Tests.EventStoreDb.Emulator;

/// <summary>Which kind of node a scenario needs, and what of the real server the emulator does not have yet.</summary>
internal static class Coverage
{
    private const string Insecure = "insecure single node";
    private const string Secure = "TLS single node";
    private const string ProjectionsOn = "projections on";
    private const string StandardRunning = "standard projections running";
    private const string OnDisk = "database on disk";
    private const string Cluster = "insecure three-node cluster";

    public static EmulatorOptions Options(WireScenario scenario)
    {
        var kind = Kind(scenario);
        return new EmulatorOptions
        {
            Tls = kind.Contains(Secure),
            Projections = kind.Contains(ProjectionsOn) ? ProjectionMode.All : ProjectionMode.None,
            StartStandardProjections = kind.Contains(StandardRunning),
            OnDisk = kind.Contains(OnDisk),
        };
    }

    public static bool IsCluster(WireScenario scenario) => Kind(scenario).Contains(Cluster);

    public static string? ReasonToSkip(WireScenario scenario)
    {
        if (Kind(scenario).FirstOrDefault(part => part is not (Insecure or Secure or ProjectionsOn or StandardRunning or OnDisk or Cluster)) is { } unknown)
        {
            return $"The emulator is no {unknown}.";
        }

        return scenario.Calls.SelectMany(played => played.Ordering).FirstOrDefault(step => step.Kind == WireStepKind.Unknown) is { } step
            ? $"Cannot be replayed: {step.Text}."
            : null;
    }

    /// <summary>What comes behind the version: the node, then what is special about it.</summary>
    private static string[] Kind(WireScenario scenario) => scenario.Server.Split(", ")[1..];
}
