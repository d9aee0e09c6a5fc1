using System.Management.Automation;
using PSEventSourcing.Execution;

namespace PSEventSourcing.Commands.ServerProjections;

/// <summary>A file that holds the query of a projection.</summary>
internal sealed class QueryFile(string path)
{
    /// <summary>Finds the file that a path means where PowerShell is.</summary>
    /// <exception cref="ServerProjectionFileException">It is not the path of a file.</exception>
    public static QueryFile At(PSCmdlet cmdlet, string path) =>
        new(FilePath.Of(cmdlet, path, provider => new ServerProjectionFileException(path, $"it is a path of the provider {provider}. Name a file.")));

    /// <summary>Reads the query.</summary>
    /// <exception cref="ServerProjectionFileException">The file cannot be read, or is empty.</exception>
    public async Task<string> ReadAsync(CancellationToken cancel)
    {
        try
        {
            var query = await File.ReadAllTextAsync(path, cancel).ConfigureAwait(false);
            return string.IsNullOrWhiteSpace(query) ? throw new ServerProjectionFileException(path, "it is empty.") : query;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ServerProjectionFileException(path, error.Message, error);
        }
    }
}
