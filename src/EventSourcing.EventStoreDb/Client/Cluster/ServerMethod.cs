namespace EventSourcing.EventStoreDb.Client.Cluster;

/// <summary>A method of a node.</summary>
/// <param name="Service">The full name of its service, in lower case.</param>
/// <param name="Method">Its name, in lower case.</param>
/// <param name="Features">What it can do that not every version can; mostly nothing.</param>
public sealed record ServerMethod(string Service, string Method, IReadOnlyList<string> Features);
