using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using PSEventSourcing.Sessions;

namespace PSEventSourcing.Completers;

/// <summary>Offers the numbers of the open sessions.</summary>
public sealed class SessionCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        from session in RunspaceSessions.Current.Open
        let number = session.Id.ToString(CultureInfo.InvariantCulture)
        where number.StartsWith(wordToComplete, StringComparison.Ordinal)
        select new CompletionResult(number, $"{number} {session}", CompletionResultType.ParameterValue, session.ToString());
}
