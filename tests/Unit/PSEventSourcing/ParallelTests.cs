using System.Management.Automation;
using System.Management.Automation.Runspaces;
using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests;

/// <summary>Sessions in runspaces that work at the same time, and in those that nobody sits at.</summary>
public sealed class ParallelTests(Servers servers) : IClassFixture<Servers>, IDisposable
{
    private readonly StoreHost _host = new(servers);

    public void Dispose() => _host.Dispose();

    [Theory]
    [EveryStore]
    public void A_session_is_used_by_all_branches_of_a_parallel_loop(string store)
    {
        _host.Connect(store, "$null = Get-EventStream ~*; $session = Get-EventStore");

        Assert.Equal("20 20 1 20", _host.Run("""
            param($manifest)
            $appended = 1..20 | ForEach-Object -ThrottleLimit 8 -Parallel {
                Import-Module $using:manifest
                Add-StreamEvent ~shared Counted $_ -Session $using:session
                $null = Add-StreamEvent ~own-$_ Counted $_ -Session $using:session
            }
            $appended.Count
            @(Get-StreamEvent ~shared).Count
            @(Get-EventStream ~shared).Count
            @(Get-EventStream ~own-*).Count
            """, ModuleHost.Manifest).Succeeded().Line);
    }

    [Theory]
    [EveryStore]
    public async Task A_job_works_in_the_background_with_the_session_it_is_given(string store)
    {
        _host.Connect(store, "$null = Add-StreamEvent ~s Counted 1; $session = Get-EventStore");
        using var job = Job();
        job.AddScript("""
            param($manifest, $session, $stream)
            Import-Module $manifest
            2..100 | Add-StreamEvent $stream Counted -Session $session | Out-Null
            Watch-StreamEvent $stream -From Start -Count 101 -Session $session | ForEach-Object Data
            """).AddArgument(ModuleHost.Manifest).AddArgument(_host.Run("$session").Output[0]).AddArgument(_host.Run("'~s'").Output[0]);

        var working = job.InvokeAsync();
        _host.Run("$null = Add-StreamEvent ~s Counted 101").Succeeded();

        Assert.Equal(101, (await working).Count);
        Assert.Empty(job.Streams.Error);
    }

    [Fact]
    public void What_would_ask_ends_with_an_error_where_nobody_can_answer()
    {
        using var job = Job();
        job.AddScript("""
            param($manifest)
            Import-Module $manifest
            $null = Add-StreamEvent s Counted 1
            try { Remove-EventStream s -ErrorAction Stop } catch { 'refused' }
            (Get-EventStream s).State
            Remove-EventStream s -Confirm:$false
            (Get-EventStream s).State
            """).AddArgument(ModuleHost.Manifest);

        Assert.Equal(["refused", "Active", "SoftDeleted"], job.Invoke<string>());
    }

    /// <summary>A runspace without a screen or keyboard, as a job has it.</summary>
    private static PowerShell Job() => PowerShell.Create(InitialSessionState.CreateDefault2());
}
