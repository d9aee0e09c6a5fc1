using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.Users;

public sealed class UserTests(Servers servers) : IClassFixture<Servers>
{
    private const string Described = """ | ForEach-Object { "$($_.FullName): $($_.Group -join ' '), $($_.IsDisabled)" }""";

    [Theory]
    [MemberData(nameof(Servers.Kinds), MemberType = typeof(Servers))]
    public void A_user_is_created_by_password_or_by_credential_and_can_log_in(string kind)
    {
        using var host = new UserHost(servers, kind);

        Assert.Equal(["Ada Byron: accounting sales, False"], host.Run("New-EventStoreUser $u (Secret $pw) -FullName 'Ada Byron' -Group accounting, sales" + Described).Succeeded().Lines);
        Assert.Equal([host.Login + "-2: , False"], host.Run("""[pscredential]::new("$u-2", (Secret $pw)) | New-EventStoreUser""" + Described).Succeeded().Lines);

        Assert.Equal(["Ada Byron: accounting sales, False"], host.Run("Get-EventStoreUser $u" + Described).Succeeded().Lines);
        Assert.Equal([host.Login], host.Run("""Get-EventStoreUser "$u*" -Group account* """).Succeeded().Lines);
        Assert.NotEmpty(host.Run("(Get-EventStoreUser $u).LastUpdated").Succeeded().Output);
        Assert.Contains("admin", host.Run("Get-EventStoreUser").Succeeded().Lines);
        host.ConnectAs(host.Login, UserHost.Password).Succeeded();
    }

    [Theory]
    [MemberData(nameof(Servers.Kinds), MemberType = typeof(Servers))]
    public void Setting_changes_only_what_is_given(string kind)
    {
        using var host = new UserHost(servers, kind);
        host.Run("New-EventStoreUser $u (Secret $pw) -FullName Ada -Group accounting, sales").Succeeded();

        Assert.Equal(["Ada Byron: accounting sales, False"], host.Run("Set-EventStoreUser $u -FullName 'Ada Byron' -PassThru" + Described).Succeeded().Lines);
        Assert.Equal(["Ada Byron: accounting audit, False"], host.Run("Get-EventStoreUser $u | Set-EventStoreUser -AddGroup audit -RemoveGroup sales -PassThru" + Described).Succeeded().Lines);
        Assert.Equal(["Ada Byron: , False"], host.Run("Set-EventStoreUser $u -Group @() -PassThru" + Described).Succeeded().Lines);
    }

    [Theory]
    [MemberData(nameof(Servers.Kinds), MemberType = typeof(Servers))]
    public async Task A_disabled_user_cannot_log_in_until_enabled(string kind)
    {
        using var host = new UserHost(servers, kind);
        host.Run("New-EventStoreUser $u (Secret $pw) -FullName Ada").Succeeded();

        Assert.Equal(["Ada: , True"], host.Run("Disable-EventStoreUser $u -PassThru" + Described).Succeeded().Lines);
        await host.UntilAsync(host.Login, UserHost.Password, connects: false);

        host.Run("""Get-EventStore | Out-Null; Get-EventStoreUser "$u*" | Enable-EventStoreUser""").Succeeded();
        await host.UntilAsync(host.Login, UserHost.Password, connects: true);
    }

    [Theory]
    [MemberData(nameof(Servers.Kinds), MemberType = typeof(Servers))]
    public void Removed_users_are_gone_and_each_missing_one_is_an_error_of_its_own(string kind)
    {
        using var host = new UserHost(servers, kind);
        host.Run("1..3 | ForEach-Object { New-EventStoreUser \"$u-$_\" (Secret $pw) }").Succeeded();

        host.Run("""Remove-EventStoreUser "$u-[12]" -Confirm:$false""").Succeeded();
        var outcome = host.Run("""Get-EventStoreUser "$u-1", "$u-3", "$u-2" """);

        Assert.Equal([host.Login + "-3"], outcome.Lines);
        Assert.Equal([host.Login + "-1", host.Login + "-2"], outcome.Errors.Select(error => error.TargetObject));
        Assert.All(outcome.Errors, error => Assert.StartsWith("UserNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Servers.Kinds), MemberType = typeof(Servers))]
    public void Who_is_piped_in_is_meant_and_not_whom_the_name_would_match(string kind)
    {
        using var host = new UserHost(servers, kind);
        host.Run("""New-EventStoreUser "$u-1" (Secret $pw); New-EventStoreUser "$u-[1]" (Secret $pw)""").Succeeded();

        host.Run("""Get-EventStoreUser "$u*" | Where-Object LoginName -eq "$u-[1]" | Remove-EventStoreUser -Confirm:$false""").Succeeded();

        Assert.Equal([host.Login + "-1"], host.Run("""Get-EventStoreUser "$u*" """).Succeeded().Lines);
    }

    [Theory]
    [MemberData(nameof(Servers.Kinds), MemberType = typeof(Servers))]
    public async Task An_administrator_resets_passwords_and_users_change_their_own(string kind)
    {
        using var host = new UserHost(servers, kind);
        host.Run("New-EventStoreUser $u (Secret $pw)").Succeeded();

        Assert.Empty(host.Run("Reset-EventStoreUserPassword $u (Secret 'second')").Succeeded().Warnings);
        await host.UntilAsync(host.Login, "second", connects: true);

        Assert.StartsWith("WrongPassword,", host.Run("Reset-EventStoreUserPassword $u (Secret 'third') -CurrentPassword (Secret 'no')").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("AccessDenied,", host.Run("Reset-EventStoreUserPassword $u (Secret 'third')").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Connect again", Assert.Single(host.Run("[pscredential]::new($u, (Secret 'third')) | Reset-EventStoreUserPassword -CurrentPassword (Secret 'second')").Succeeded().Warnings), StringComparison.Ordinal);
        await host.UntilAsync(host.Login, "third", connects: true);
    }

    [Theory]
    [MemberData(nameof(Servers.Kinds), MemberType = typeof(Servers))]
    public void With_WhatIf_nothing_is_changed(string kind)
    {
        using var host = new UserHost(servers, kind);
        host.Run("New-EventStoreUser $u (Secret $pw) -FullName Ada -Group accounting").Succeeded();

        host.Run("""
            New-EventStoreUser "$u-2" (Secret $pw) -WhatIf
            Set-EventStoreUser $u -FullName Bob -Group @() -WhatIf
            Disable-EventStoreUser $u -WhatIf
            Reset-EventStoreUserPassword $u (Secret 'other') -WhatIf
            Remove-EventStoreUser $u -WhatIf
            """).Succeeded();

        Assert.Equal(["Ada: accounting, False"], host.Run("Get-EventStoreUser \"$u*\"" + Described).Succeeded().Lines);
        host.ConnectAs(host.Login, UserHost.Password).Succeeded();
        host.Run("Enable-EventStoreUser $u -WhatIf").Succeeded();
    }

    [Theory]
    [MemberData(nameof(Servers.Kinds), MemberType = typeof(Servers))]
    public void A_user_of_no_group_may_look_and_change_nothing(string kind)
    {
        using var host = new UserHost(servers, kind);
        host.Run("New-EventStoreUser $u (Secret $pw)").Succeeded();
        host.ConnectAs(host.Login, UserHost.Password).Succeeded();

        Assert.Equal([host.Login], host.Run("Get-EventStoreUser $u").Succeeded().Lines);
        foreach (var change in new[]
        {
            "New-EventStoreUser \"$u-2\" (Secret $pw)", "Set-EventStoreUser $u -AddGroup '$admins'", "Enable-EventStoreUser $u", "Disable-EventStoreUser $u",
            "Remove-EventStoreUser $u -Confirm:$false", "Start-EventStoreScavenge", "Stop-EventStoreScavenge", "Get-EventStoreScavenge", "Set-EventStoreNode -Priority 1",
            "Merge-EventStoreIndex", "Switch-EventStoreLeader -Confirm:$false", "Stop-EventStoreNode -Confirm:$false",
        })
            Assert.StartsWith("AccessDenied,", host.Run(change).Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Servers.Kinds), MemberType = typeof(Servers))]
    public void Names_and_groups_are_completed(string kind)
    {
        using var host = new UserHost(servers, kind);
        host.Run("New-EventStoreUser $u (Secret $pw) -Group 'night watch'").Succeeded();

        Assert.Equal([host.Login], host.Complete("Get-EventStoreUser " + host.Login[..12]));
        Assert.Equal(["'night watch'"], host.Complete($"Set-EventStoreUser {host.Login} -AddGroup nigh"));
        Assert.Equal(["'$admins'"], host.Complete("New-EventStoreUser x -Group '$adm"));
    }

    [Theory]
    [InlineData("'ada', 'bob' | Get-EventStoreUser")]
    [InlineData("New-EventStoreUser ada ([System.Net.NetworkCredential]::new('', 'x').SecurePassword)")]
    [InlineData("Set-EventStoreUser ada -FullName Ada")]
    [InlineData("'ada', 'bob' | Enable-EventStoreUser")]
    [InlineData("Disable-EventStoreUser ada")]
    [InlineData("'ada', 'bob' | Remove-EventStoreUser")]
    [InlineData("Reset-EventStoreUserPassword ada ([System.Net.NetworkCredential]::new('', 'x').SecurePassword)")]
    public void A_node_without_TLS_has_no_users_and_that_ends_the_pipeline_before_anything_is_asked(string script)
    {
        using var host = new ModuleHost();
        host.Run("param($uri) Connect-EventStore $uri", servers.Insecure).Succeeded();

        var outcome = host.Run(script);

        Assert.StartsWith("SecureConnectionRequired,", outcome.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }
}
