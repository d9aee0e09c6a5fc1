using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using EventSourcing.EventStoreDb;
using EventSourcing.Persistence;

namespace PSEventSourcing.Completers;

/// <summary>Offers the streams that have persistent subscriptions; for a new one, all streams.</summary>
public sealed class GroupStreamCompleter : StoreCompleter
{
    /// <inheritdoc/>
    public override IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        commandName.StartsWith("New-", StringComparison.OrdinalIgnoreCase)
            ? new StreamCompleter().CompleteArgument(commandName, parameterName, wordToComplete, commandAst, fakeBoundParameters)
            : base.CompleteArgument(commandName, parameterName, wordToComplete, commandAst, fakeBoundParameters);

    private protected override async IAsyncEnumerable<CompletionResult> FindAsync(
        IRecorder recorder, string word, IDictionary? bound, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        if (recorder is not EventStoreDbRecorder server)
            yield break;
        var found = await server.Client.PersistentSubscriptions.ListAsync(null, cancel).ConfigureAwait(false);
        foreach (var stream in found.GroupBy(info => info.Stream, StringComparer.Ordinal).OrderBy(stream => stream.Key, StringComparer.Ordinal))
            if (stream.Key.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                yield return Value(stream.Key, tip: string.Join(", ", stream.Select(info => info.Group)));
    }
}
