using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using EventSourcing.Domain;
using EventSourcing.Persistence;
using PSEventSourcing.Execution;
using PSEventSourcing.Sessions;

namespace PSEventSourcing.Completers;

/// <summary>Offers what is found in the store of the open session. Nothing is connected to for a press of the tab key, it
/// does not wait long either, and whatever goes wrong is no reason to disturb who is typing.</summary>
public abstract class StoreCompleter : IArgumentCompleter
{
    private const int Most = 100;

    /// <summary>With letting go of the read, and what the engine does itself, it stays below a fifth of a second.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(120);

    private protected StoreCompleter()
    {
    }

    /// <inheritdoc/>
    public virtual IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = (wordToComplete ?? "").Trim('\'', '"');
        var results = new List<CompletionResult>();
        var session = fakeBoundParameters?["Session"] as EventStoreSession ?? RunspaceSessions.Current.Default;
        if (session is not { IsOpen: true })
            return results;

        using var patience = new CancellationTokenSource(Patience);
        try
        {
            PipelineThread.ForEach(cancel => FindAsync(session.Recorder, word, fakeBoundParameters, cancel).Take(Most), results.Add, tick: null, patience.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or EventSourcingException or ArgumentException)
        {
            // What was found until then is better than an error in the middle of typing.
        }

        return results;
    }

    /// <summary>Finds what begins with the word. Called on another thread than that of the runspace.</summary>
    private protected abstract IAsyncEnumerable<CompletionResult> FindAsync(IRecorder recorder, string word, IDictionary? bound, CancellationToken cancel);

    /// <summary>A value as it is typed; in quotes where it needs them.</summary>
    private protected static CompletionResult Value(string value, string? shown = null, string? tip = null) =>
        new(Quoted(value), shown ?? value, CompletionResultType.ParameterValue, tip ?? value);

    private static string Quoted(string text) =>
        text.All(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.')
            ? text
            : "'" + CodeGeneration.EscapeSingleQuotedStringContent(text) + "'";
}
