using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.Users;

public sealed class UserErrorTests(Servers servers) : IClassFixture<Servers>
{
    [Theory]
    [MemberData(nameof(Servers.Kinds), MemberType = typeof(Servers))]
    public void A_user_that_is_there_is_not_created_again(string kind)
    {
        using var host = new UserHost(servers, kind);
        host.Run("New-EventStoreUser $u (Secret $pw) -Group accounting").Succeeded();

        Assert.StartsWith("UserAlreadyExists,", host.Run("New-EventStoreUser $u (Secret 'another')").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("UserDiffers,", host.Run("New-EventStoreUser $u (Secret $pw) -Group sales").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["accounting"], host.Run("(Get-EventStoreUser $u).Group").Succeeded().Lines);
    }

    [Theory]
    [InlineData("New-EventStoreUser '' (Secret $pw)", "InvalidLoginName")]
    [InlineData("New-EventStoreUser 'a:b' (Secret $pw)", "InvalidLoginName")]
    [InlineData("New-EventStoreUser $u ([System.Security.SecureString]::new())", "EmptyPassword")]
    [InlineData("Reset-EventStoreUserPassword admin ([System.Security.SecureString]::new())", "EmptyPassword")]
    [InlineData("Reset-EventStoreUserPassword $u (Secret $pw)", "UserNotFound")]
    [InlineData("Set-EventStoreUser $u -FullName x", "UserNotFound")]
    [InlineData("Remove-EventStoreUser ops -Confirm:$false", "BuiltInUser")]
    [InlineData("Remove-EventStoreUser admin -WhatIf", "BuiltInUser")]
    [InlineData("Disable-EventStoreUser admin", "LastAdministrator")]
    [InlineData("Set-EventStoreUser admin -RemoveGroup '$admins'", "LastAdministrator")]
    public void Each_error_has_its_id(string script, string id)
    {
        using var host = new UserHost(servers, "emulator");

        var outcome = host.Run(script);

        Assert.False(outcome.Ended);
        Assert.StartsWith(id + ",", outcome.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void With_another_administrator_one_can_be_disabled()
    {
        using var host = new UserHost(servers, "emulator");
        host.Run("New-EventStoreUser $u (Secret $pw) -Group '$admins'").Succeeded();

        Assert.Equal(["True"], host.Run("(Disable-EventStoreUser $u -PassThru).IsDisabled").Succeeded().Lines);
        Assert.StartsWith("LastAdministrator,", host.Run("Disable-EventStoreUser admin").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Servers.Kinds), MemberType = typeof(Servers))]
    public void Passwords_are_shown_nowhere(string kind)
    {
        using var host = new UserHost(servers, kind);
        const string Made = $"(Secret '{UserHost.Password}')";

        var shown = host.Show($$"""
            $VerbosePreference = $DebugPreference = 'Continue'
            New-EventStoreUser $u {{Made}} -FullName Ada
            New-EventStoreUser $u {{Made}} -FullName Bob; New-EventStoreUser $u {{Made}} -WhatIf
            New-EventStoreUser 'a:b' -Password {{Made}}
            New-EventStoreUser -Credential ([pscredential]::new('a:b', {{Made}}))
            [pscredential]::new('a:b', {{Made}}) | New-EventStoreUser
            Reset-EventStoreUserPassword nobody {{Made}}
            Reset-EventStoreUserPassword $u {{Made}} -CurrentPassword (Secret '{{UserHost.Password}}-2')
            $Error | ForEach-Object { $_; $_.InvocationInfo.PositionMessage; $_.InvocationInfo.Line; $_.Exception.ToString(); $_.ScriptStackTrace }
            Get-EventStoreUser $u | ForEach-Object { $_.psobject.Properties }
            """);

        Assert.Contains("UserDiffers", string.Join(' ', host.Run("$Error.FullyQualifiedErrorId").Lines), StringComparison.Ordinal);
        Assert.DoesNotContain(UserHost.Password, shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_store_that_is_no_server_has_no_users()
    {
        using var host = new ModuleHost();

        Assert.StartsWith("NotAServer,", host.Run("New-Dog Fido | Out-Null; Get-EventStoreUser").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }
}
