using System.Management.Automation;
using PSEventSourcing.Completers;
using PSEventSourcing.Execution;
using PSEventSourcing.Profiles;

namespace PSEventSourcing.Commands.Profiles;

/// <summary>Gets saved profiles.</summary>
[Cmdlet(VerbsCommon.Get, "EventStoreProfile")]
[OutputType(typeof(EventStoreProfile))]
public sealed class GetEventStoreProfileCommand : EventSourcingCmdlet
{
    /// <summary>The names, with wildcards; every profile unless given.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var name in Name)
            Attempt(name, () =>
            {
                foreach (var found in ProfileSelection.Matching(name))
                    Attempt(found, () => WriteObject(ProfileFolder.Read(found)));
            });
    }
}
