using System.Management.Automation;
using EventSourcing.Persistence;
using PSEventSourcing.Completers;
using PSEventSourcing.Execution;

namespace PSEventSourcing.Commands.ServerProjections;

/// <summary>Changes what a projection of the server does.</summary>
[Cmdlet(VerbsCommon.Set, "ServerProjection", SupportsShouldProcess = true, DefaultParameterSetName = ByEmit)]
[OutputType(typeof(ServerProjection))]
public sealed class SetServerProjectionCommand : ServerCmdlet
{
    private const string ByQuery = "Query";
    private const string ByPath = "Path";
    private const string ByEmit = "Emit";

    /// <summary>The name of the projection.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServerProjectionCompleter))]
    public string Name { get; set; } = "";

    /// <summary>What it does from now on, in JavaScript.</summary>
    [Parameter(ParameterSetName = ByQuery, Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Query { get; set; } = "";

    /// <summary>A file that holds the query.</summary>
    [Parameter(ParameterSetName = ByPath, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Whether it may append events and links from now on.</summary>
    [Parameter(ParameterSetName = ByQuery)]
    [Parameter(ParameterSetName = ByPath)]
    [Parameter(ParameterSetName = ByEmit, Mandatory = true)]
    public SwitchParameter Emit { get; set; }

    /// <summary>Whether to output the projection as it is then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Name, () =>
    {
        if (SystemProjections.IsWithoutQuery(Name))
            throw new SystemServerProjectionException(Name, "it has no query, and would fail with one. Nothing was changed.");
        if (!ShouldProcess(Name, ParameterSetName == ByEmit ? $"Let the projection append events: {(Emit ? "yes" : "no")}" : "Change the query of the projection"))
            return;
        var query = ParameterSetName switch
        {
            ByQuery => Query,
            ByPath => Await(QueryFile.At(this, Path).ReadAsync),
            _ => null,
        };
        bool? emit = MyInvocation.BoundParameters.ContainsKey(nameof(Emit)) ? Emit.IsPresent : null;
        var changed = Await(async cancel =>
        {
            await UpdateAsync(query, emit, cancel).ConfigureAwait(false);
            return await ServerProjectionWait.UntilPreparedAsync(Client, Name, cancel).ConfigureAwait(false);
        });
        if (changed.IsFaulted)
            throw new ServerProjectionFaultedException(changed, "was changed, and has failed");
        if (PassThru)
            WriteObject(changed);
    });

    /// <summary>The server takes a query with each change, and forgets whether the projection may append events unless it is
    /// told again.</summary>
    private async Task UpdateAsync(string? query, bool? emit, CancellationToken cancel)
    {
        var definition = query is null || emit is null ? await ReadDefinitionAsync(cancel).ConfigureAwait(false) : null;
        query ??= definition?.Query ?? throw await WithoutQueryAsync(cancel).ConfigureAwait(false);
        await Client.Projections.UpdateAsync(Name, query, emit ?? definition?.Emit, cancel).ConfigureAwait(false);
    }

    private async Task<ServerProjectionDefinitionException> WithoutQueryAsync(CancellationToken cancel)
    {
        // Says that there is no such projection, where there is none.
        _ = await Client.Projections.GetStatisticsAsync(Name, cancel).ConfigureAwait(false);
        return new ServerProjectionDefinitionException($"The query of the projection '{Name}' is written down nowhere, and the server takes one with each change. Give it with -Query or -Path.");
    }

    private async Task<ServerProjectionDefinition?> ReadDefinitionAsync(CancellationToken cancel)
    {
        try
        {
            return await ServerProjectionDefinition.ReadAsync(Recorder, Name, cancel).ConfigureAwait(false);
        }
        catch (AccessDeniedException error)
        {
            throw new ServerProjectionDefinitionException($"What the projection '{Name}' does only administrators may read, and the server would forget what it is not told. Give a query, and whether it may append events: -Emit, or -Emit:$false.", error);
        }
    }
}
