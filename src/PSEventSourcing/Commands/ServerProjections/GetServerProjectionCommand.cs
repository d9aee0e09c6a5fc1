using System.Management.Automation;
using EventSourcing.EventStoreDb.Client.Projections;
using PSEventSourcing.Completers;
using PSEventSourcing.Execution;

namespace PSEventSourcing.Commands.ServerProjections;

/// <summary>Gets projections of the server, and how they are doing.</summary>
[Cmdlet(VerbsCommon.Get, "ServerProjection")]
[OutputType(typeof(ServerProjection))]
public sealed class GetServerProjectionCommand : ServerCmdlet
{
    /// <summary>The names of the projections, wildcards permitted.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ServerProjectionCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Only those of a mode.</summary>
    [Parameter]
    public ServerProjectionMode? Mode { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var name in Name)
            Attempt(name, () => WriteObject(Await(cancel => FindAsync(name, cancel)), enumerateCollection: true));
    }

    private async Task<IReadOnlyList<ServerProjection>> FindAsync(string name, CancellationToken cancel)
    {
        var found = WildcardPattern.ContainsWildcardCharacters(name)
            ? await Client.Projections.ListAsync((ProjectionMode?)(int?)Mode, cancel).ConfigureAwait(false)
            : [await Client.Projections.GetStatisticsAsync(WildcardPattern.Unescape(name), cancel).ConfigureAwait(false)];
        var pattern = WildcardPattern.Get(name, WildcardOptions.CultureInvariant);
        return [.. found.Select(ServerProjection.Of)
            .Where(projection => pattern.IsMatch(projection.Name) && (Mode is null || projection.Mode == Mode.ToString()))
            .OrderBy(projection => projection.Name, StringComparer.Ordinal)];
    }
}
