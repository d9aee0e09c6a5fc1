using System.Management.Automation;
using PSEventSourcing.Execution;

namespace PSEventSourcing.Commands.Streams.Transfer;

/// <summary>Finds the file that a path means where PowerShell is.</summary>
internal static class TransferPath
{
    /// <exception cref="InvalidTransferException">The path is not one of a file.</exception>
    public static string Of(PSCmdlet cmdlet, string path) => FilePath.Of(
        cmdlet, path, provider => new InvalidTransferException($"The path '{path}' is one of {provider}; streams are exported to files and imported from files."));
}
