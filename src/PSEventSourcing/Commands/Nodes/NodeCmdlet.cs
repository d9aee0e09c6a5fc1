using System.Management.Automation;
using System.Runtime.CompilerServices;
using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Connection;
using PSEventSourcing.Completers;
using PSEventSourcing.Execution;

namespace PSEventSourcing.Commands.Nodes;

/// <summary>A cmdlet that works on one node of a cluster.</summary>
/// <remarks>It works on exactly the node that it names to the operator, over a connection of its own: that of a session may
/// go to another node from one call to the next.</remarks>
public abstract class NodeCmdlet : ServerCmdlet
{
    private protected NodeCmdlet()
    {
    }

    /// <summary>Where the node is, as <c>host:port</c>; else the one that the session is connected to.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Endpoint")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NodeCompleter))]
    public string? Node { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Node ?? StoreAddress, () =>
    {
        var node = FindNode();
        Attempt(node.ToString(), () => ProcessNode(node));
    });

    /// <summary>Does the work on a node; an error in it is about that node alone.</summary>
    private protected abstract void ProcessNode(Endpoint node);

    /// <summary>Waits for a call to the node.</summary>
    private protected T OnNode<T>(Endpoint node, Func<EventStoreDbClient, CancellationToken, Task<T>> call) => Await(async cancel =>
    {
        var client = Client.ForNode(node);
        await using var _ = client.ConfigureAwait(false);
        return await call(client, cancel).ConfigureAwait(false);
    });

    /// <summary>Waits for a call to the node that has no result.</summary>
    private protected void OnNode(Endpoint node, Func<EventStoreDbClient, CancellationToken, Task> call) => OnNode(node, async (client, cancel) =>
    {
        await call(client, cancel).ConfigureAwait(false);
        return true;
    });

    /// <summary>Takes what a read of the node brings, one by one.</summary>
    private protected void ForEachOnNode<T>(Endpoint node, Func<EventStoreDbClient, CancellationToken, IAsyncEnumerable<T>> read, Action<T> body)
    {
        ForEach(cancel => ReadAsync(cancel), body);

        async IAsyncEnumerable<T> ReadAsync([EnumeratorCancellation] CancellationToken cancel)
        {
            var client = Client.ForNode(node);
            await using var _ = client.ConfigureAwait(false);
            await foreach (var item in read(client, cancel).ConfigureAwait(false))
                yield return item;
        }
    }

    private Endpoint FindNode() => Node is null ? Await(Client.FindNodeAsync) : NodeAddress.Parse(Node);
}
