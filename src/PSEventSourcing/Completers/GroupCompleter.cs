using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using EventSourcing.EventStoreDb;
using EventSourcing.Persistence;

namespace PSEventSourcing.Completers;

/// <summary>Offers the groups of the stream that is named, or of all.</summary>
public sealed class GroupCompleter : StoreCompleter
{
    private bool _isNew;

    /// <inheritdoc/>
    public override IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        _isNew = commandName.StartsWith("New-", StringComparison.OrdinalIgnoreCase);
        return base.CompleteArgument(commandName, parameterName, wordToComplete, commandAst, fakeBoundParameters);
    }

    private protected override async IAsyncEnumerable<CompletionResult> FindAsync(
        IRecorder recorder, string word, IDictionary? bound, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        if (recorder is not EventStoreDbRecorder server)
            yield break;
        // A new one is often named as those of other streams are.
        var stream = _isNew ? null : bound?["Stream"] as string ?? (bound?.Contains("All") == true ? "$all" : null);
        var pattern = stream is null ? null : WildcardPattern.Get(stream, WildcardOptions.CultureInvariant);
        var found = await server.Client.PersistentSubscriptions.ListAsync(null, cancel).ConfigureAwait(false);
        foreach (var group in found.Where(info => pattern?.IsMatch(info.Stream) != false).GroupBy(info => info.Group, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
            if (group.Key.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                yield return Value(group.Key, tip: string.Join(", ", group.Select(info => info.Stream)));
    }
}
