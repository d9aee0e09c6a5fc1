using DotNet.Testcontainers.Configurations;

namespace EventSourcing.Tests.EventStoreDb;

/// <summary>Whether containers of the server can run here: asked once in a test run, for all who want to know.</summary>
internal static class DockerEngine
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly Lazy<Task<string?>> Answer = new(ProbeAsync);

    /// <summary>Why no Linux container can run here, or null if one can.</summary>
    public static Task<string?> WhyNotAsync() => Answer.Value;

    private static async Task<string?> ProbeAsync()
    {
        try
        {
            if (TestcontainersSettings.OS?.DockerEndpointAuthConfig is not { } endpoint)
                return "No Docker engine runs here.";

            using var patience = new CancellationTokenSource(Patience);
            using var docker = endpoint.GetDockerClientBuilder(Guid.NewGuid()).Build();
            var system = await docker.System.GetSystemInfoAsync(patience.Token);
            return system.OSType == "linux" ? null : $"The Docker engine here runs {system.OSType} containers, and the server's are for linux.";
        }
        // Each way to an engine (socket, pipe, TCP, TLS) fails with exceptions of its own, and all mean the same.
#pragma warning disable CA1031
        catch (Exception error)
#pragma warning restore CA1031
        {
            return $"No Docker engine answers: {error.GetBaseException().Message}";
        }
    }
}
