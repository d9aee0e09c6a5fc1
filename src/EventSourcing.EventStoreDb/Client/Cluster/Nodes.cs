using System.Diagnostics.CodeAnalysis;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.EventStoreDb.Client.Errors;
using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Cluster;

/// <summary>The nodes a client has connections to, and which of them its calls go to: the only one named, or one found
/// in the cluster. Errors of calls tell when it is time to look again.</summary>
internal sealed class Nodes : IAsyncDisposable
{
    private readonly EventStoreDbClientSettings _settings;
    private readonly Discovery _discovery;
    private readonly Dictionary<Endpoint, Node> _nodes = [];
    private readonly SemaphoreSlim _looking = new(1);
    private readonly Lock _gate = new();

    [SuppressMessage("Usage", "CA2213:Disposable fields should be disposed", Justification = "The current node is one of them all.")]
    private Node? _current;

    private bool _disposed;

    public Nodes(EventStoreDbClientSettings settings, TimeProvider time)
    {
        _settings = settings;
        IsCluster = settings.Discover || settings.Hosts.Count > 1;
        _discovery = new Discovery(settings, time, endpoint => To(endpoint).Channel);
        if (!IsCluster)
            _current = To(settings.Hosts[0]);
    }

    public bool IsCluster { get; }

    /// <summary>The node to call now.</summary>
    public async ValueTask<Node> CurrentAsync(CancellationToken cancel)
    {
        if (_current is { } known)
            return known;
        await _looking.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            return _current ??= IsCluster ? To(await _discovery.FindAsync(cancel).ConfigureAwait(false)) : To(_settings.Hosts[0]);
        }
        finally
        {
            _looking.Release();
        }
    }

    /// <summary>Learns from a failed call: goes to the leader that a node has named, or looks for a node again.</summary>
    public void Report(Node node, PersistenceException error)
    {
        // It may come back as another version.
        if (error is StoreUnavailableException)
            node.Features = null;
        lock (_gate)
        {
            if (_disposed || _current != node)
                return;
            // It is the cause where appends were under way with the one that was refused.
            var refusal = error as NotLeaderException ?? error.InnerException as NotLeaderException;
            if (refusal?.Leader is { } leader && leader != node.Endpoint)
                _current = To(leader);
            else if (error is NotLeaderException or StoreUnavailableException or StoreTimeoutException or AppendOutcomeUnknownException or CallOutcomeUnknownException)
                _current = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Node[] open;
        lock (_gate)
        {
            _disposed = true;
            open = [.. _nodes.Values];
        }

        foreach (var node in open)
            await node.DisposeAsync().ConfigureAwait(false);
        _looking.Dispose();
    }

    private Node To(Endpoint endpoint)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!_nodes.TryGetValue(endpoint, out var node))
                _nodes.Add(endpoint, node = new Node(endpoint, _settings));
            return node;
        }
    }
}
