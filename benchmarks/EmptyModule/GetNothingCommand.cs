using System.Management.Automation;

namespace EmptyModule;

/// <summary>The least that a binary module can be, to compare the import of ours with.</summary>
[Cmdlet(VerbsCommon.Get, "Nothing")]
public sealed class GetNothingCommand : PSCmdlet
{
}
