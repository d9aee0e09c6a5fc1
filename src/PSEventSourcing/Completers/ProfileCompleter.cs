using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using PSEventSourcing.Profiles;

namespace PSEventSourcing.Completers;

/// <summary>Offers the names of the saved profiles.</summary>
public sealed class ProfileCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            return [.. ProfileFolder.Names().Where(name => name.StartsWith(wordToComplete, StringComparison.OrdinalIgnoreCase)).Select(name => new CompletionResult(name))];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Nobody is disturbed in the middle of typing.
            return [];
        }
    }
}
