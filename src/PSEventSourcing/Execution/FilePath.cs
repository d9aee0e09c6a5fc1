using System.Management.Automation;

namespace PSEventSourcing.Execution;

/// <summary>Finds the file that a path means where PowerShell is, which is not the process's directory.</summary>
internal static class FilePath
{
    /// <param name="cmdlet">Where PowerShell is.</param>
    /// <param name="path">The path, of a file that need not be there.</param>
    /// <param name="refuse">What to raise where it is a path of something else than files; told the provider's name.</param>
    public static string Of(PSCmdlet cmdlet, string path, Func<string, Exception> refuse)
    {
        var full = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        return provider.Name == "FileSystem" ? full : throw refuse(provider.Name);
    }
}
