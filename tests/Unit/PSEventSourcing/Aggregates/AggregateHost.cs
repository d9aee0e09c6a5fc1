using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.Aggregates;

/// <summary>Runspaces in which accounts are registered.</summary>
internal static class AggregateHost
{
    public const string Accounts = """
        Register-Aggregate Account @{
            Opened    = { param($state, $e) $state.Owner = $e.Owner; $state.Balance = 0 }
            Deposited = { param($state, $e) $state.Balance += $e.Amount }
            Withdrawn = { param($state, $e) if ($e.Amount -gt $state.Balance) { throw 'overdrawn' }; $state.Balance -= $e.Amount }
        }
        """;

    public static ModuleHost WithAccounts()
    {
        var host = new ModuleHost();
        host.Run(Accounts).Succeeded();
        return host;
    }

    /// <summary>Every kind of store that there is.</summary>
    public static IEnumerable<TheoryDataRow<string>> Stores { get; } = ["memory", "file", .. Servers.Kinds.Select(kind => kind.Data)];

    /// <summary>Connects to a store of a kind.</summary>
    public static void Connect(this ModuleHost host, Servers servers, string store, DirectoryInfo folder)
    {
        if (store == "file")
            host.Run("param($file) Connect-EventStore -Path $file", Path.Combine(folder.FullName, "events.db")).Succeeded();
        else if (store != "memory")
            host.Run("param($uri) Connect-EventStore $uri", servers.Of(store)).Succeeded();
    }

    public static string IdOf(this Outcome outcome) => outcome.Error.FullyQualifiedErrorId.Split(',')[0];
}
