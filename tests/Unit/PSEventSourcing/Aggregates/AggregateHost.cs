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
}
