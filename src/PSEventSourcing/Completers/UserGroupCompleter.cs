using System.Collections;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using EventSourcing.EventStoreDb;
using EventSourcing.Persistence;

namespace PSEventSourcing.Completers;

/// <summary>Offers the server's own groups of users, and those that some user is in.</summary>
public sealed class UserGroupCompleter : StoreCompleter
{
    private static readonly string[] Own = ["$admins", "$ops"];

    private protected override async IAsyncEnumerable<CompletionResult> FindAsync(
        IRecorder recorder, string word, IDictionary? bound, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (recorder is not EventStoreDbRecorder server)
            yield break;
        var users = await server.Client.Users.ListAsync(cancel).ConfigureAwait(false);
        foreach (var group in Own.Concat(users.SelectMany(user => user.Groups)).Distinct())
            if (group.StartsWith(word, StringComparison.Ordinal))
                yield return Value(group);
    }
}
