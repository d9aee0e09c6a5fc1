using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace PSEventSourcing.Completers;

/// <summary>Offers the words for expected revisions.</summary>
public sealed class ExpectedRevisionCompleter : IArgumentCompleter
{
    private static readonly (string Word, string Means)[] Words =
    [
        ("Any", "Nothing is demanded of the stream"),
        ("NoStream", "The stream must not exist"),
        ("StreamExists", "The stream must exist, at whatever revision"),
    ];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        from word in Words
        where word.Word.StartsWith(wordToComplete ?? "", StringComparison.OrdinalIgnoreCase)
        select new CompletionResult(word.Word, word.Word, CompletionResultType.ParameterValue, word.Means);
}
