using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.Transfer;

public sealed class TransferViewTests
{
    [Fact]
    public void Exports_imports_and_differences_are_tables()
    {
        using var host = new ModuleHost();
        using var directory = new ScratchDirectory();
        directory.Enter(host);

        host.Run("1..3 | ForEach-Object { Add-StreamEvent Account-1 Deposited @{ Amount = $_ } } | Out-Null").Succeeded();

        // One after the other, because only what comes first in a pipeline is shown in a table of its own.
        var shown = string.Concat(new[]
        {
            "Export-EventStream Account-1 x.ndjson",
            "Import-EventStream x.ndjson -Prefix copy-of-",
            "Add-StreamEvent copy-of-Account-1 Closed | Out-Null; 4..5 | ForEach-Object { Add-StreamEvent Account-1 Deposited $_ } | Out-Null; Compare-EventStream Account-1 copy-of-Account-1",
        }.Select(host.Show));

        Approved.Text("View.Transfer", shown.Replace(directory["x.ndjson"], "x.ndjson", StringComparison.Ordinal));
    }
}
