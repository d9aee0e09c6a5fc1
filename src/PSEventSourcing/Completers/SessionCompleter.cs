using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using PSEventSourcing.Sessions;

namespace PSEventSourcing.Completers;

/// <summary>Offers the open sessions, by name where they have one.</summary>
public sealed class SessionCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        from session in RunspaceSessions.Current.Open
        let named = session.Name ?? session.Id.ToString(CultureInfo.InvariantCulture)
        where named.StartsWith(wordToComplete, StringComparison.OrdinalIgnoreCase)
        select new CompletionResult(named, $"{named} {session}", CompletionResultType.ParameterValue, session.ToString());
}
