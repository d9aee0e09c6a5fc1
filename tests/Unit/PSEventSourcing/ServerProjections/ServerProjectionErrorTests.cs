using System.Management.Automation;
using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.ServerProjections;

/// <summary>What goes wrong with projections is told clearly, and at once.</summary>
public sealed class ServerProjectionErrorTests(ProjectionServers servers) : IClassFixture<ProjectionServers>
{
    public static IEnumerable<TheoryDataRow<string>> Without { get; } = ["emulator without projections", "real server without projections"];

    [Theory]
    [MemberData(nameof(ProjectionServers.Kinds), MemberType = typeof(ProjectionServers))]
    public void A_query_that_is_none_is_an_error_and_can_be_corrected(string kind)
    {
        using var host = servers.Open(kind);

        var outcome = host.Run("""New-ServerProjection "$n-a" 'fromAll().when({'; New-ServerProjection "$n-b" $counting | Out-Null""");
        Assert.Equal("ServerProjectionFaulted", IdOf(outcome.Error));
        Assert.Equal("$n-a", host.Plain((string)outcome.Error.TargetObject));
        Assert.StartsWith("The projection '$n-a' was created and is there, but has failed: Unexpected", host.Plain(outcome.Error.ToString()), StringComparison.Ordinal);

        Assert.Equal(["Faulted", "Running", "3"], host.Lines("""
            Status "$n-a"
            Set-ServerProjection "$n-a" $counting
            (Enable-ServerProjection "$n-a" -PassThru).Status
            (Watch-ServerProjection "$n-a" | Get-ServerProjectionState).n
            """));
    }

    [Theory]
    [MemberData(nameof(ProjectionServers.Kinds), MemberType = typeof(ProjectionServers))]
    public void A_query_that_fails_at_its_first_event_is_an_error(string kind)
    {
        using var host = servers.Open(kind);

        var outcome = host.Run("""New-ServerProjection "$n-a" $failing; Watch-ServerProjection "$n-a"; (Get-ServerProjection "$n-a").Reason -like '*boom*'""");

        Assert.Equal(["ServerProjectionFaulted", "ServerProjectionFaulted"], outcome.Errors.Select(IdOf));
        Assert.All(outcome.Errors, error => Assert.Contains("boom", error.ToString(), StringComparison.Ordinal));
        Assert.Equal(["True"], outcome.Lines);
    }

    [Theory]
    [MemberData(nameof(ProjectionServers.Kinds), MemberType = typeof(ProjectionServers))]
    public void A_query_that_breaks_one_that_ran_is_an_error(string kind)
    {
        using var host = servers.Open(kind);

        var outcome = host.Run("""New-ServerProjection "$n-a" $counting | Watch-ServerProjection | Set-ServerProjection -Query 'fromAll().when({'""");

        Assert.Equal("ServerProjectionFaulted", IdOf(outcome.Error));
        Assert.StartsWith("The projection '$n-a' was changed, and has failed: ", host.Plain(outcome.Error.ToString()), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(ProjectionServers.Kinds), MemberType = typeof(ProjectionServers))]
    public void One_that_is_not_there_is_an_error_and_the_next_goes_on(string kind)
    {
        using var host = servers.Open(kind);
        host.Run("""New-ServerProjection "$n-a" $counting""").Succeeded();

        foreach (var verb in new[] { "Get-ServerProjection", "Enable-ServerProjection", "Disable-ServerProjection", "Reset-ServerProjection -Confirm:$false", "Get-ServerProjectionState", "Watch-ServerProjection -Timeout 0:0:1", "Remove-ServerProjection -Force -Confirm:$false" })
        {
            var outcome = host.Run($$"""'no', "$n-a" | {{verb}}""");
            Assert.Equal("ServerProjectionNotFound", IdOf(outcome.Errors[0]));
            Assert.Equal("no", outcome.Errors[0].TargetObject);
            Assert.DoesNotContain(outcome.Errors, error => !"no".Equals(error.TargetObject) && IdOf(error) != "ServerProjectionNotRunning");
            host.Run("""Enable-ServerProjection "$n-a" -ErrorAction Ignore""");
        }

        Assert.Equal(["ServerProjectionNotFound", "ServerProjectionNotFound"], host.Run("Set-ServerProjection no -Emit; Set-ServerProjection no $counting").Errors.Select(IdOf));
        Assert.Equal(["0"], host.Lines("""@(Get-ServerProjection "$n*").Count"""));
    }

    [Theory]
    [MemberData(nameof(ProjectionServers.Kinds), MemberType = typeof(ProjectionServers))]
    public void A_name_that_is_taken_is_an_error(string kind)
    {
        using var host = servers.Open(kind);

        var outcome = host.Run("""New-ServerProjection "$n-a" $counting | Out-Null; New-ServerProjection "$n-a" $counting; New-ServerProjection "$n-a" $counting -Mode Transient""");

        Assert.Equal(["ServerProjectionAlreadyExists", "ServerProjectionAlreadyExists"], outcome.Errors.Select(IdOf));
    }

    [Theory]
    [InlineData("""Remove-ServerProjection '$by_category' -Force -Confirm:$false""")]
    [InlineData("""Set-ServerProjection '$streams' 'fromAll()'""")]
    [InlineData("""Set-ServerProjection '$by_event_type' -Emit""")]
    public void Those_of_the_server_are_not_removed_nor_given_what_breaks_them(string script)
    {
        using var host = servers.Open("emulator");

        Assert.Equal("SystemServerProjection", IdOf(host.Run(script).Error));
        Assert.Equal(["5"], host.Lines("@(Get-ServerProjection | Where-Object IsSystem).Count"));
    }

    [Theory]
    [InlineData("New-ServerProjection -Query x", "needs a name")]
    [InlineData("New-ServerProjection name x -Mode OneTime", "makes up the names")]
    [InlineData("New-ServerProjection name x -Mode Transient -Emit", "continuous")]
    [InlineData("New-ServerProjection name x -TrackEmittedStreams", "-Emit")]
    public void What_does_not_fit_together_is_told_before_anything_is_created(string script, string says)
    {
        using var host = servers.Open("emulator");

        var error = host.Run(script).Error;

        Assert.Equal("InvalidServerProjection", IdOf(error));
        Assert.Contains(says, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing.js")]
    [InlineData("empty.js")]
    [InlineData("Variable:x")]
    public void A_file_without_a_query_is_an_error(string path)
    {
        using var host = servers.Open("emulator");
        using var directory = new ScratchDirectory();
        directory.Enter(host.Module);

        var outcome = host.Run($$"""[System.IO.File]::WriteAllText("$PWD/empty.js", ' '); New-ServerProjection "$n-a" -Path {{path}}""");

        Assert.Equal("ServerProjectionFileUnusable", IdOf(outcome.Error));
        Assert.Equal(["0"], host.Lines("""@(Get-ServerProjection "$n*").Count"""));
    }

    [Theory]
    [MemberData(nameof(Without))]
    public void A_node_without_projections_says_so_at_once(string kind)
    {
        using var host = new ModuleHost();
        host.Run("param($uri) Connect-EventStore ($uri + '&defaultDeadline=60000')", servers.Of(kind)).Succeeded();

        foreach (var script in new[]
        {
            "Get-ServerProjection", "New-ServerProjection x y", "New-ServerProjection -Mode OneTime -Query y", "Set-ServerProjection x y", "Set-ServerProjection x -Emit",
            "Enable-ServerProjection x", "Disable-ServerProjection x", "Reset-ServerProjection x -Confirm:$false", "Remove-ServerProjection x -Force -DeleteEmittedStreams -Confirm:$false",
            "Restart-ServerProjection -Confirm:$false", "Get-ServerProjectionState x", "Watch-ServerProjection x",
        })
        {
            var outcome = host.Run(script);
            Assert.Equal("ServerProjectionsDisabled", IdOf(outcome.Error));
            Assert.Equal(ErrorCategory.NotEnabled, outcome.Error.CategoryInfo.Category);
            Assert.Contains("--run-projections=All", outcome.Error.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_node_for_the_projections_of_the_server_alone_says_so()
    {
        using var host = new ProjectionHost(servers.SystemOnly);

        var outcome = host.Run("""New-ServerProjection "$n-a" $counting; Enable-ServerProjection "$n-a"; Watch-ServerProjection "$n-a" """);

        Assert.Equal(["ServerProjectionNotRunning", "ServerProjectionNotRunning", "ServerProjectionNotRunning"], outcome.Errors.Select(IdOf));
        Assert.All(outcome.Errors, error => Assert.Contains("--run-projections=System", error.ToString(), StringComparison.Ordinal));
        Assert.Equal(["Running"], host.Lines("(Enable-ServerProjection '$by_category' -PassThru).Status"));
    }

    [Fact]
    public void Who_may_not_read_what_a_projection_is_must_say_whether_it_may_emit()
    {
        using var host = new ModuleHost();
        host.Run("""
            param($uri, $authority)
            $secret = [System.Security.SecureString]::new()
            'changeit'.ToCharArray() | ForEach-Object { $secret.AppendChar($_) }
            Connect-EventStore $uri -Credential ([pscredential]::new('ops', $secret)) -RootCertificate $authority
            New-ServerProjection a 'fromAll()' | Out-Null
            """, servers.Secure, servers.Authority).Succeeded();

        var outcome = host.Run("Set-ServerProjection a 'fromAll()'; Set-ServerProjection a -Emit; Set-ServerProjection a 'fromAll()' -Emit:$false");

        Assert.Equal(["ServerProjectionDefinitionUnknown", "ServerProjectionDefinitionUnknown"], outcome.Errors.Select(IdOf));
        host.Run("Remove-ServerProjection a -Force -DeleteEmittedStreams -Confirm:$false").Succeeded();
    }

    [Fact]
    public void A_store_that_is_no_server_has_no_projections()
    {
        using var host = new ModuleHost();

        Assert.Equal("NotAServer", IdOf(host.Run("New-Dog Fido | Out-Null; Get-ServerProjection").Error));
    }

    private static string IdOf(ErrorRecord error) => error.FullyQualifiedErrorId.Split(',')[0];
}
