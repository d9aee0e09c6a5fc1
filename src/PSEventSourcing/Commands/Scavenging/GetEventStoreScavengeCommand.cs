using System.Management.Automation;
using EventSourcing.EventStoreDb.Client;
using PSEventSourcing.Completers;
using PSEventSourcing.Execution;

namespace PSEventSourcing.Commands.Scavenging;

/// <summary>Gets scavenges: those that run, and those that were.</summary>
[Cmdlet(VerbsCommon.Get, "EventStoreScavenge")]
[OutputType(typeof(EventStoreScavenge))]
public sealed class GetEventStoreScavengeCommand : ServerCmdlet
{
    /// <summary>The ids, wildcards permitted.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ScavengeCompleter))]
    public string[] Id { get; set; } = ["*"];

    /// <summary>Only those in one of these states.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public ScavengeStatus[] Status { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var id in Id)
            Attempt(id, () => Write(id));
    }

    private void Write(string id)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(id))
        {
            Write(Await(cancel => ScavengeHistory.FindAsync(Client, id, cancel)) ?? throw new ScavengeUnknownException(id));
            return;
        }

        var pattern = WildcardPattern.Get(id, WildcardOptions.IgnoreCase);
        ForEach(cancel => ScavengeHistory.FindAsync(Client, cancel), scavenge =>
        {
            if (pattern.IsMatch(scavenge.Id))
                Write(scavenge);
        });
    }

    private void Write(EventStoreScavenge scavenge)
    {
        if (Status is [] || Status.Contains(scavenge.Status))
            WriteObject(scavenge);
    }
}
