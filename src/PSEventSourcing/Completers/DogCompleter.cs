using System.Collections;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using EventSourcing.Persistence;

namespace PSEventSourcing.Completers;

/// <summary>Offers the dogs that are registered.</summary>
public abstract class DogCompleter : StoreCompleter
{
    private protected DogCompleter()
    {
    }

    private protected override async IAsyncEnumerable<CompletionResult> FindAsync(
        IRecorder recorder, string word, IDictionary? bound, [EnumeratorCancellation] CancellationToken cancel)
    {
        // The store is the session's, and stays open.
        var school = new TrainingSchool { Recorder = recorder };
        await using var _ = school.ConfigureAwait(false);
        await foreach (var (id, name) in school.RegistrationsAsync(cancel).ConfigureAwait(false))
            if (Matches(id, name, word))
                yield return Result(id, name);
    }

    private protected abstract bool Matches(string id, string name, string word);

    private protected abstract CompletionResult Result(string id, string name);
}
