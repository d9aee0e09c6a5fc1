using System.Management.Automation;
using PSEventSourcing.Completers;
using PSEventSourcing.Execution;
using PSEventSourcing.Profiles;

namespace PSEventSourcing.Commands.Profiles;

/// <summary>Removes saved profiles.</summary>
[Cmdlet(VerbsCommon.Remove, "EventStoreProfile", SupportsShouldProcess = true)]
public sealed class RemoveEventStoreProfileCommand : EventSourcingCmdlet
{
    /// <summary>The names, with wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var name in Name)
            Attempt(name, () =>
            {
                foreach (var found in ProfileSelection.Matching(name).Where(found => ShouldProcess(found, "Remove profile")))
                    ProfileFolder.Delete(found);
            });
    }
}
