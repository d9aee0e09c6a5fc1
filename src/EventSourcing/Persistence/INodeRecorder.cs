namespace EventSourcing.Persistence;

/// <summary>A recorder on a store that runs as one node or several.</summary>
public interface INodeRecorder : IRecorder
{
    /// <summary>Asks the node that calls go to what it is at the moment, in the store's own word, such as <c>Leader</c>.</summary>
    /// <returns><see langword="null"/> where the node does not know itself by the name it was called.</returns>
    Task<string?> GetRoleAsync(CancellationToken cancel = default);
}
