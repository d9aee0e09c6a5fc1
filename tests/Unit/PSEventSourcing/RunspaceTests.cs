using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests;

public sealed class RunspaceTests : IDisposable
{
    private readonly ModuleHost _host = new();

    public RunspaceTests() => _host.Run("$session = Connect-EventStore -Path :memory: -PassThru; $module = (Get-Module PSEventSourcing).Path").Succeeded();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void A_job_appends_what_a_watch_waits_for()
    {
        Assert.Equal(["1", "2"], _host.Run("""
            $job = 1, 2 | ForEach-Object -AsJob -ThrottleLimit 1 -Parallel {
                Import-Module $using:module
                Add-StreamEvent numbers Counted $_ -Session $using:session | Out-Null
            }
            (Watch-StreamEvent numbers -From Start -Count 2 -Timeout 0:1:0).Data
            $job | Receive-Job -Wait -AutoRemoveJob
            """).Succeeded().Lines);
    }

    [Fact]
    public void Aggregates_are_registered_in_each_runspace()
    {
        Assert.Equal(["Ada", "Bob"], _host.Run("""
            'Ada', 'Bob' | ForEach-Object -Parallel {
                Import-Module $using:module
                Register-Aggregate Account @{ Opened = { param($state, $e) $state.Owner = $e.Owner } }
                New-Aggregate Account Opened @{ Owner = $_ } -Session $using:session
            } | ForEach-Object Owner
            """).Succeeded().Lines.Order(StringComparer.Ordinal));
    }
}
