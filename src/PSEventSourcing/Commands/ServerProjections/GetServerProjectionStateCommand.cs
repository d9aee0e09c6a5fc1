using System.Management.Automation;
using System.Text;
using EventSourcing.EventStoreDb.Client.Projections;
using PSEventSourcing.Commands.Streams.Content;
using PSEventSourcing.Completers;
using PSEventSourcing.Execution;

namespace PSEventSourcing.Commands.ServerProjections;

/// <summary>Gets what a projection of the server has come to.</summary>
[Cmdlet(VerbsCommon.Get, "ServerProjectionState")]
[OutputType(typeof(PSObject))]
public sealed class GetServerProjectionStateCommand : ServerCmdlet
{
    /// <summary>The name of the projection.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServerProjectionCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>The partitions; without, the state of all events.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string[] Partition { get; set; } = [];

    /// <summary>The result: the state after the transformations of the query.</summary>
    [Parameter]
    public SwitchParameter Result { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var name in Name)
            foreach (var partition in Partition is [] ? [""] : Partition)
                Attempt(name, () => Write(Await(cancel => ReadAsync(name, partition, cancel))));
    }

    private async Task<string> ReadAsync(string name, string partition, CancellationToken cancel)
    {
        var projections = Client.Projections;
        // A server never answers a question for the state of one that never ran.
        var now = ServerProjection.Of(await projections.GetStatisticsAsync(name, cancel).ConfigureAwait(false));
        if (now.NeverRan)
            throw new ServerProjectionFaultedException(now, "has no state, because it failed before it ran");
        return await (Result ? projections.GetResultAsync(name, partition, cancel) : projections.GetStateAsync(name, partition, cancel)).ConfigureAwait(false);
    }

    private void Write(string json)
    {
        if (json.Replace(" ", "", StringComparison.Ordinal) is not "{}" and not "null")
            WriteObject(EventContent.Parse(Encoding.UTF8.GetBytes(json)), enumerateCollection: false);
    }
}
