using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests;

[Collection(TestProfiles.Name)]
public sealed class ProfileTests(Servers servers) : IClassFixture<Servers>, IDisposable
{
    private const string Password = """
        $password = [System.Security.SecureString]::new()
        'changeit'.ToCharArray() | ForEach-Object { $password.AppendChar($_) }
        """;

    private readonly ModuleHost _host = new();

    public void Dispose()
    {
        _host.Dispose();
        TestProfiles.Forget();
    }

    [Fact]
    public void A_server_is_connected_to_by_the_name_of_its_profile()
    {
        _host.Run("param($uri) Save-EventStoreProfile Test $uri; Connect-EventStore -Name test", servers.Insecure).Succeeded();

        Assert.Equal(["test EventStoreDB"], _host.Run("""Get-EventStore | ForEach-Object { "$($_.Name) $($_.Store)" }""").Succeeded().Lines);
    }

    [Fact]
    public void A_file_is_saved_with_its_full_path()
    {
        using var scratch = new ScratchDirectory();
        scratch.Enter(_host);

        Assert.Equal([scratch["school.db"]], _host.Run("""
            Save-EventStoreProfile school -Path school.db
            $ExecutionContext.SessionState.Path.SetLocation('/') | Out-Null
            (Get-EventStoreProfile school).Path
            Connect-EventStore -Name school
            New-Dog Fido | Out-Null
            Disconnect-EventStore
            """).Succeeded().Lines);
        Assert.True(File.Exists(scratch["school.db"]));
    }

    [Fact]
    public void No_password_is_saved_or_shown()
    {
        var saved = _host.Run("Save-EventStoreProfile prod 'esdb://ad%61:s3cret%40x@db1:2113,db2:2113?nodePreference=follower' -PassThru").Succeeded();

        Assert.Contains("was not saved", Assert.Single(saved.Warnings), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", saved.Warnings[0] + _host.Show("Get-EventStoreProfile | ForEach-Object { $_.psobject.Properties }") + string.Concat(Directory.EnumerateFiles(TestProfiles.Folder, "prod*").Select(File.ReadAllText)), StringComparison.Ordinal);
        Assert.Equal(["esdb://db1:2113,db2:2113?nodePreference=follower ada"], _host.Run("""Get-EventStoreProfile prod | ForEach-Object { "$($_.ConnectionString) $($_.UserName)" }""").Succeeded().Lines);
        Assert.DoesNotContain("s3cret", _host.Run("Save-EventStoreProfile prod 'esdb://ada:s3cret@db1:none'").Error.InvocationInfo.PositionMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void The_password_comes_from_SecretManagement()
    {
        _host.Run(Password + """

            function Get-Secret($Name, $Vault) {
                if ($Name -eq 'credential') { [pscredential]::new('admin', $password) }
                elseif ($Name -eq 'password' -and $Vault -eq 'mine') { $password }
                else { throw "no secret $Name" }
            }
            """).Succeeded();

        _host.Run("""
            param($uri, $authority)
            Save-EventStoreProfile one $uri -Secret credential -RootCertificate $authority
            Save-EventStoreProfile two $uri -UserName admin -Secret password -Vault mine -RootCertificate $authority
            Save-EventStoreProfile none $uri -Secret lost -RootCertificate $authority
            Save-EventStoreProfile nameless $uri -Secret password -Vault mine -RootCertificate $authority
            """, servers.Secure, servers.Authority).Succeeded();

        foreach (var name in new[] { "one", "two" })
            Assert.Equal(["True"], _host.Run($"Connect-EventStore -Name {name}; (Get-EventStore {name}).IsOpen; $null = Get-StreamEvent -All -IncludeSystem -MaxCount 1").Succeeded().Lines);
        foreach (var name in new[] { "none", "nameless" })
            Assert.StartsWith("CredentialRequired,", _host.Run($"Connect-EventStore -Name {name}").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_SecretManagement_the_error_says_so()
    {
        _host.Run("Save-EventStoreProfile prod 'esdb://localhost:1' -Secret prod").Succeeded();

        var error = _host.Run("Connect-EventStore -Name prod").Error;

        Assert.StartsWith("CredentialRequired,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("SecretManagement", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nobody_can_be_asked_for_the_password_it_is_an_error_and_a_credential_helps()
    {
        _host.Run("param($uri, $authority) Save-EventStoreProfile prod $uri -UserName admin -RootCertificate $authority", servers.Secure, servers.Authority).Succeeded();

        Assert.StartsWith("CredentialRequired,", _host.Run("Connect-EventStore -Name prod").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["prod"], _host.Run(Password + "\nConnect-EventStore -Name prod -Credential ([pscredential]::new('admin', $password)); (Get-EventStore).Name").Succeeded().Lines);
    }

    [Fact]
    public void A_profile_is_replaced_only_with_force()
    {
        _host.Run("Save-EventStoreProfile test 'esdb://one'").Succeeded();

        Assert.StartsWith("ProfileAlreadyExists,", _host.Run("Save-EventStoreProfile TEST 'esdb://two'").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["test esdb://two"], _host.Run("""Save-EventStoreProfile TEST 'esdb://two' -Force; Get-EventStoreProfile | ForEach-Object { "$($_.Name) $($_.ConnectionString)" }""").Succeeded().Lines);
    }

    [Fact]
    public void Profiles_are_a_table()
    {
        _host.Run("Save-EventStoreProfile test 'esdb://localhost:2113?tls=false'; Save-EventStoreProfile prod 'esdb+discover://db1:2113,db2:2113' -UserName ada -Secret eventstore").Succeeded();

        Approved.Text("View.EventStoreProfile", _host.Show("Get-EventStoreProfile"));
    }

    [Fact]
    public void With_WhatIf_nothing_changes()
    {
        Assert.Equal(["kept"], _host.Run("Save-EventStoreProfile kept 'esdb://one'; Save-EventStoreProfile other 'esdb://one' -WhatIf; Remove-EventStoreProfile k* -WhatIf; (Get-EventStoreProfile).Name").Succeeded().Lines);
    }

    [Theory]
    [InlineData("Connect-EventStore -Name prdo", "ProfileNotFound")]
    [InlineData("Get-EventStoreProfile prdo", "ProfileNotFound")]
    [InlineData("Remove-EventStoreProfile prdo", "ProfileNotFound")]
    [InlineData("Save-EventStoreProfile ../prod 'esdb://one'", "InvalidProfileName")]
    [InlineData("Save-EventStoreProfile prod 'esdb://one?nodePreference=any'", "InvalidConnectionString")]
    public void What_is_wrong_is_told(string script, string errorId) =>
        Assert.StartsWith(errorId + ",", _host.Run(script).Error.FullyQualifiedErrorId, StringComparison.Ordinal);

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{ "connectionString": "esdb://one", "path": "x" }""")]
    [InlineData("""{ "connectionString": "esdb://one", "password": "x" }""")]
    public void A_damaged_profile_is_told_with_its_file_and_the_others_are_had(string content)
    {
        _host.Run("Save-EventStoreProfile good 'esdb://one'; Save-EventStoreProfile bad 'esdb://one'").Succeeded();
        File.WriteAllText(Path.Combine(TestProfiles.Folder, "bad.json"), content);

        var outcome = _host.Run("Get-EventStoreProfile");

        Assert.StartsWith("ProfileFileUnusable,", outcome.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("bad.json", outcome.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal(["good"], outcome.Lines);
    }

    [Fact]
    public void Names_are_completed_and_a_session_that_is_not_open_is_advised_about()
    {
        _host.Run("Save-EventStoreProfile prod 'esdb://one'").Succeeded();

        Assert.Equal(["prod"], _host.Complete("Connect-EventStore -Name p").Select(match => match.CompletionText));
        Assert.Equal(["prod"], _host.Complete("Remove-EventStoreProfile ").Select(match => match.CompletionText));
        Assert.Contains("Connect-EventStore -Name prod", _host.Run("Get-Dog -Session prod").Error.ToString(), StringComparison.Ordinal);
    }
}
