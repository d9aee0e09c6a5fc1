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

        var shown = host.Show("""
            1..3 | ForEach-Object { Add-StreamEvent Account-1 Deposited @{ Amount = $_ } } | Out-Null
            Export-EventStream Account-1 x.ndjson
            Import-EventStream x.ndjson -Prefix copy-of-
            Add-StreamEvent copy-of-Account-1 Closed | Out-Null
            Add-StreamEvent Account-1 Deposited 4 | Out-Null
            Add-StreamEvent Account-1 Deposited 5 | Out-Null
            Compare-EventStream Account-1 copy-of-Account-1
            """);

        Approved.Text("View.Transfer", shown.Replace(directory["x.ndjson"], "x.ndjson", StringComparison.Ordinal));
    }
}
