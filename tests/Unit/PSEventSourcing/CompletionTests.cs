using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests;

public sealed class CompletionTests : IDisposable
{
    private readonly ModuleHost _host = new();

    public CompletionTests() => _host.Run("New-Dog Fido -Id fi-1; New-Dog Rex -Id rex-1; New-Dog Frida -Id 'the dog of Frida'").Succeeded();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("Get-Dog ", "fi-1 (Fido), rex-1 (Rex), 'the dog of Frida' (Frida)")]
    [InlineData("Get-Dog -Id re", "rex-1 (Rex)")]
    [InlineData("Add-Trick ", "fi-1 (Fido), rex-1 (Rex), 'the dog of Frida' (Frida)")]
    [InlineData("Add-Trick frid", "'the dog of Frida' (Frida)")]
    [InlineData("Get-Dog 'the", "'the dog of Frida' (Frida)")]
    [InlineData("Get-Dog -Name F", "Fido (fi-1), Frida (the dog of Frida)")]
    [InlineData("Get-Dog -Session ", "1 (in memory)")]
    [InlineData("Disconnect-EventStore ", "1 (in memory)")]
    public void Offers_ids_names_and_sessions(string line, string offered) =>
        Assert.Equal(offered, string.Join(", ", _host.Complete(line).Select(match => $"{match.CompletionText} ({match.ToolTip})")));

    [Fact]
    public void Does_not_open_a_store_for_a_press_of_the_tab_key()
    {
        using var fresh = new ModuleHost();

        fresh.Complete("Get-Dog ");

        Assert.Empty(fresh.Run("Get-EventStore").Succeeded().Output);
    }
}
