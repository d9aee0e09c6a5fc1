using System.Management.Automation;

namespace PSEventSourcing.Commands.Streams.Transfer;

/// <summary>Finds the file that a path means where PowerShell is.</summary>
internal static class TransferPath
{
    /// <exception cref="InvalidTransferException">The path is not one of a file.</exception>
    public static string Of(PSCmdlet cmdlet, string path)
    {
        var resolved = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        return provider.Name == "FileSystem"
            ? resolved
            : throw new InvalidTransferException($"The path '{path}' is one of {provider.Name}; streams are exported to files and imported from files.");
    }
}
