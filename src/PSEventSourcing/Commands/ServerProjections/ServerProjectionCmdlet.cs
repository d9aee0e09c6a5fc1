using System.Management.Automation;
using EventSourcing.EventStoreDb.Client;
using PSEventSourcing.Completers;
using PSEventSourcing.Execution;

namespace PSEventSourcing.Commands.ServerProjections;

/// <summary>A cmdlet that does something to projections of the server, one by one.</summary>
public abstract class ServerProjectionCmdlet : ServerCmdlet
{
    private protected ServerProjectionCmdlet()
    {
    }

    /// <summary>The names of the projections.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServerProjectionCompleter))]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        foreach (var name in Name)
            Attempt(name, () => ProcessProjection(name));
    }

    /// <summary>Does the work for one projection.</summary>
    private protected abstract void ProcessProjection(string name);

    /// <summary>Has the server do something, and waits for what comes of it.</summary>
    private protected ServerProjection Change(Func<EventStoreDbClient, CancellationToken, Task> change, Func<EventStoreDbClient, CancellationToken, Task<ServerProjection>> wait) => Await(async cancel =>
    {
        await change(Client, cancel).ConfigureAwait(false);
        return await wait(Client, cancel).ConfigureAwait(false);
    });
}
