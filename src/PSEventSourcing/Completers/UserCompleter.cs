using System.Collections;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using EventSourcing.EventStoreDb;
using EventSourcing.Persistence;

namespace PSEventSourcing.Completers;

/// <summary>Offers the login names of users.</summary>
public sealed class UserCompleter : StoreCompleter
{
    private protected override async IAsyncEnumerable<CompletionResult> FindAsync(
        IRecorder recorder, string word, IDictionary? bound, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (recorder is not EventStoreDbRecorder server)
            yield break;
        foreach (var user in await server.Client.Users.ListAsync(cancel).ConfigureAwait(false))
            if (user.LoginName.StartsWith(word, StringComparison.Ordinal))
                yield return Value(user.LoginName, tip: user.FullName.Length > 0 ? user.FullName : user.LoginName);
    }
}
