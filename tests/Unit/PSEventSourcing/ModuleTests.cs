using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests;

public sealed class ModuleTests
{
    private static readonly string[] BothNames = ["Rex", "Fido"];

    [Fact]
    public void Exports_exactly_the_cmdlets_it_has()
    {
        using var host = new ModuleHost();

        var exported = host.Run("(Get-Module PSEventSourcing).ExportedCommands.Keys").Succeeded().Lines;
        var listed = host.Run("param($path) (Test-ModuleManifest $path).ExportedCmdlets.Keys", ModuleHost.Manifest).Succeeded().Lines;
        var there = host.Run("""
            (Get-Command New-Dog).ImplementingType.Assembly.ExportedTypes | ForEach-Object {
                $_.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false) | ForEach-Object { "$($_.VerbName)-$($_.NounName)" }
            }
            """).Lines;

        Assert.Equal(there.Order(), exported.Order());
        Assert.Equal(there.Order(), listed.Order());
    }

    [Fact]
    public void Can_be_imported_removed_and_imported_again()
    {
        using var host = new ModuleHost();
        host.Run("New-Dog Fido").Succeeded();

        host.Run("Remove-Module PSEventSourcing").Succeeded();
        Assert.Equal("CommandNotFoundException", host.Run("New-Dog Rex").Error.FullyQualifiedErrorId);

        host.Run("param($path) Import-Module $path", ModuleHost.Manifest).Succeeded();
        host.Run("New-Dog Rex").Succeeded();
        Assert.Equal(["Rex"], host.Run("Get-Dog").Succeeded().Lines);
    }

    [Fact]
    public void Removing_it_closes_the_sessions()
    {
        using var host = new ModuleHost();
        host.Run("New-Dog Fido; $session = Get-EventStore").Succeeded();

        host.Run("Remove-Module PSEventSourcing").Succeeded();

        Assert.Equal(["False"], host.Run("$session.IsOpen").Lines);
    }

    [Fact]
    public void Closing_a_runspace_closes_its_sessions()
    {
        var host = new ModuleHost();
        var session = host.Run("New-Dog Fido | Out-Null; Get-EventStore").Succeeded().Output[0];

        host.Dispose();

        Assert.False((bool)session.Properties["IsOpen"].Value);
    }

    [Fact]
    public void Each_runspace_has_sessions_of_its_own()
    {
        using var one = new ModuleHost();
        using var other = new ModuleHost();

        one.Run("New-Dog Fido").Succeeded();
        other.Run("New-Dog Rex").Succeeded();

        Assert.Equal(["Fido"], one.Run("Get-Dog").Succeeded().Lines);
        Assert.Equal(["Rex"], other.Run("Get-Dog").Succeeded().Lines);
    }

    [Fact]
    public void Removing_it_in_one_runspace_leaves_it_to_the_others()
    {
        using var one = new ModuleHost();
        using var other = new ModuleHost();
        other.Run("New-Dog Rex").Succeeded();

        one.Run("Remove-Module PSEventSourcing").Succeeded();

        Assert.Equal(["Rex"], other.Run("Get-Dog").Succeeded().Lines);
    }

    [Fact]
    public void A_session_can_be_used_by_another_runspace()
    {
        using var one = new ModuleHost();
        using var other = new ModuleHost();
        var session = one.Run("New-Dog Rex | Out-Null; Get-EventStore").Succeeded().Output[0];

        var names = other.Run("param($session) New-Dog Fido -Session $session | Out-Null; Get-Dog -Session $session", session).Succeeded();

        Assert.Equal(BothNames, names.Lines);
        Assert.Empty(names.Warnings);
    }

    [Fact]
    public void A_session_closed_by_another_runspace_is_no_longer_the_default()
    {
        using var one = new ModuleHost();
        using var other = new ModuleHost();
        var session = one.Run("New-Dog Rex | Out-Null; Get-EventStore").Succeeded().Output[0];

        other.Run("param($session) Disconnect-EventStore $session", session).Succeeded();

        Assert.Empty(one.Run("Get-EventStore").Succeeded().Output);
    }
}
