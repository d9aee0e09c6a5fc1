using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using System.Management.Automation.Language;
using EventSourcing.Domain;
using EventSourcing.Persistence;
using PSEventSourcing.Execution;
using PSEventSourcing.Sessions;

namespace PSEventSourcing.Completers;

/// <summary>Finds the dogs of the open session. Nothing is connected to for a press of the tab key, and it does not wait
/// long either.</summary>
public abstract class DogCompleter : IArgumentCompleter
{
    private const int Most = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private protected DogCompleter()
    {
    }

    /// <inheritdoc/>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The application closes only a store of its own, and this one is the session's.")]
    public IEnumerable<CompletionResult> CompleteArgument(
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
            var school = new TrainingSchool { Recorder = session.Recorder };
            PipelineThread.ForEach(
                cancel => school.RegistrationsAsync(cancel).Where(dog => Matches(dog.Id, dog.Name, word)).Take(Most),
                dog => results.Add(Result(dog.Id, dog.Name)),
                patience.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or EventSourcingException)
        {
            // What was found until then is better than an error in the middle of typing.
        }

        return results;
    }

    private protected abstract bool Matches(string id, string name, string word);

    private protected abstract CompletionResult Result(string id, string name);

    private protected static string Quoted(string text) =>
        text.All(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_')
            ? text
            : "'" + CodeGeneration.EscapeSingleQuotedStringContent(text) + "'";
}
