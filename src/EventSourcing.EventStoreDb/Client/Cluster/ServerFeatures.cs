namespace EventSourcing.EventStoreDb.Client.Cluster;

/// <summary>What a node says it can do.</summary>
/// <param name="Version">The server's version, as in <c>23.10.8</c>.</param>
/// <param name="Methods">The methods it has.</param>
public sealed record ServerFeatures(string Version, IReadOnlyList<ServerMethod> Methods)
{
    /// <summary>Whether the node has a method, and a feature of it.</summary>
    /// <param name="service">The service's full name, in any case.</param>
    /// <param name="method">The method's name, in any case.</param>
    /// <param name="feature">The feature; <see langword="null"/>: the method alone is asked for.</param>
    public bool Supports(string service, string method, string? feature = null) => Methods.Any(known =>
        known.Service.Equals(service, StringComparison.OrdinalIgnoreCase)
        && known.Method.Equals(method, StringComparison.OrdinalIgnoreCase)
        && (feature is null || known.Features.Contains(feature, StringComparer.OrdinalIgnoreCase)));
}
