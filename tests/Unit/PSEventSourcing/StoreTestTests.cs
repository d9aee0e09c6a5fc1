using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests;

public sealed class StoreTestTests(Servers servers) : IClassFixture<Servers>, IDisposable
{
    private readonly ModuleHost _host = new();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("emulator")]
    [InlineData("real server")]
    public void A_server_that_answers_tells_its_version_and_role(string kind)
    {
        Assert.Equal(["True EventStoreDB Leader True True True"], _host.Run("""
            param($uri)
            $t = Test-EventStore $uri -Detailed
            "$($t.IsReachable) $($t.Store) $($t.Role) $($t.Version -like '2*') $($t.Latency -gt 0) $($t.ReadLatency -gt 0)"
            """, servers.Of(kind)).Succeeded().Lines);
        Assert.Empty(_host.Run("Get-EventStore").Succeeded().Output);
    }

    [Theory]
    [InlineData("'esdb://localhost:1?tls=false'", "StoreUnavailable")]
    [InlineData("'esdb://localhost:nowhere'", "InvalidConnectionString")]
    [InlineData("-Path no/such/folder/school.db", "StoreUnavailable")]
    [InlineData("", "NotConnected")]
    public void A_store_that_does_not_answer_is_a_result_and_no_error(string parameters, string errorId)
    {
        Assert.Equal(["False", errorId], _host.Run($"$t = Test-EventStore {parameters}; $t.IsReachable; $t.ErrorId").Succeeded().Lines);
        Assert.Equal(["False"], _host.Run($"Test-EventStore {parameters} -Quiet").Succeeded().Lines);
    }

    [Fact]
    public void Sessions_are_tested_as_they_are()
    {
        _host.Run("param($uri) $null = New-Dog Fido; Connect-EventStore $uri", servers.Insecure).Succeeded();

        Assert.Equal(["in memory True", "EventStoreDB True"], _host.Run("""Get-EventStore | Test-EventStore | ForEach-Object { "$($_.Store) $($_.IsReachable)" }""").Succeeded().Lines);
        Assert.Equal(["True"], _host.Run("Test-EventStore -Quiet").Succeeded().Lines);
    }

    [Fact]
    public void A_wrong_password_is_told_without_it()
    {
        var outcome = _host.Run("param($uri, $root) Test-EventStore $uri -RootCertificate $root | ForEach-Object { $_.ErrorId; $_.Error }", servers.Secure.Replace("://", "://admin:wrongsecret@", StringComparison.Ordinal), servers.Authority).Succeeded();

        Assert.Equal("NotAuthenticated", outcome.Lines[0]);
        Assert.DoesNotContain("wrongsecret", outcome.Lines[1], StringComparison.Ordinal);
    }
}
