using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.ServerProjections;

/// <summary>The life of projections.</summary>
public sealed class ServerProjectionTests(ProjectionServers servers) : IClassFixture<ProjectionServers>
{
    [Theory]
    [MemberData(nameof(ProjectionServers.Kinds), MemberType = typeof(ProjectionServers))]
    public void One_that_is_created_runs_and_is_shown(string kind)
    {
        using var host = servers.Open(kind);

        Assert.Equal(["$n-a Running Continuous False"], host.Lines("""New-ServerProjection "$n-a" $counting | ForEach-Object { "$($_.Name) $($_.Status) $($_.Mode) $($_.IsSystem)" }"""));

        Assert.Equal(["Running 100 0"], host.Lines("""Watch-ServerProjection "$n-a" -Timeout 0:1:0 | ForEach-Object { "$($_.Status) $($_.Progress) $($_.EventsBuffered)" }"""));
        Assert.Equal(["$n-a 3"], host.Lines("""Get-ServerProjection "$n*" -Mode Continuous | ForEach-Object { "$($_.Name) $($_.EventsProcessed)" }"""));
        Assert.Equal(["0"], host.Lines("""@(Get-ServerProjection "$n*" -Mode Transient).Count; Get-ServerProjection "$n-a" -Mode OneTime"""));
    }

    [Theory]
    [MemberData(nameof(ProjectionServers.Kinds), MemberType = typeof(ProjectionServers))]
    public void Those_of_the_server_are_marked(string kind)
    {
        using var host = servers.Open(kind);

        Assert.Equal(
            ["$by_category", "$by_correlation_id", "$by_event_type", "$stream_by_category", "$streams"],
            host.Lines("Get-ServerProjection | Where-Object IsSystem | ForEach-Object Name"));
        Assert.Equal(["$by_category", "$by_correlation_id", "$by_event_type"], host.Lines("Get-ServerProjection '$by*' | ForEach-Object Name"));
    }

    [Theory]
    [MemberData(nameof(ProjectionServers.Kinds), MemberType = typeof(ProjectionServers))]
    public void A_query_comes_from_a_file_too(string kind)
    {
        using var host = servers.Open(kind);
        using var directory = new ScratchDirectory();
        directory.Enter(host.Module);

        Assert.Equal(["3", "$n-b Stopped"], host.Lines("""
            [System.IO.File]::WriteAllText("$PWD/query.js", $counting)
            New-ServerProjection "$n-a" -Path ./query.js | Watch-ServerProjection | Get-ServerProjectionState | ForEach-Object n
            New-ServerProjection "$n-b" $emitting -Emit | Disable-ServerProjection
            Set-ServerProjection "$n-b" -Path ./query.js -PassThru | ForEach-Object { "$($_.Name) $($_.Status)" }
            """));
    }

    [Theory]
    [MemberData(nameof(ProjectionServers.Kinds), MemberType = typeof(ProjectionServers))]
    public void One_that_runs_once_gets_its_name_from_the_server(string kind)
    {
        using var host = servers.Open(kind);

        Assert.Equal(["True OneTime", "Completed", "3", "0"], host.Lines("""
            $once = New-ServerProjection -Mode OneTime -Query $counting
            "$([guid]::TryParse($once.Name, [ref] [guid]::Empty)) $($once.Mode)"
            ($once | Watch-ServerProjection).Status
            ($once | Get-ServerProjectionState).n
            $once | Remove-ServerProjection -Confirm:$false
            @(Get-ServerProjection $once.Name -ErrorAction Ignore).Count
            """));
    }

    [Theory]
    [MemberData(nameof(ProjectionServers.Kinds), MemberType = typeof(ProjectionServers))]
    public void A_transient_one_runs_once_and_keeps_its_name(string kind)
    {
        using var host = servers.Open(kind);

        Assert.Equal(["Completed 3"], host.Lines("""
            $last = New-ServerProjection "$n-a" $counting -Mode Transient | Watch-ServerProjection
            "$($last.Status) $(($last | Get-ServerProjectionState).n)"
            """));
        Assert.Equal("ServerProjectionAlreadyExists", IdOf(host.Run("""New-ServerProjection "$n-a" $counting""")));
    }

    [Theory]
    [MemberData(nameof(ProjectionServers.Kinds), MemberType = typeof(ProjectionServers))]
    public void One_is_stopped_aborted_and_started_again(string kind)
    {
        using var host = servers.Open(kind);

        Assert.Equal(["Stopped", "Running", "Aborted", "Running", "3"], host.Lines("""
            New-ServerProjection "$n-a" $counting | Disable-ServerProjection -PassThru | ForEach-Object Status
            Enable-ServerProjection "$n-a" -PassThru | ForEach-Object Status
            Disable-ServerProjection "$n-a" -Abort -PassThru | ForEach-Object Status
            Enable-ServerProjection "$n-a" -PassThru | ForEach-Object Status
            Watch-ServerProjection "$n-a" | Get-ServerProjectionState | ForEach-Object n
            """));
    }

    [Theory]
    [MemberData(nameof(ProjectionServers.Kinds), MemberType = typeof(ProjectionServers))]
    public void A_change_of_the_query_leaves_the_rest_as_it_is(string kind)
    {
        using var host = servers.Open(kind);

        Assert.Equal(["Running", "True True True", "Running", "4"], host.Lines("""
            New-ServerProjection "$n-a" $emitting -Emit -TrackEmittedStreams | Watch-ServerProjection | Out-Null
            (Set-ServerProjection "$n-a" $emitting.Replace('Copied', 'Taken') -PassThru).Status
            $definition = (Get-StreamEvent "`$projections-$n-a")[-1].Data
            "$($definition.emitEnabled) $($definition.trackEmittedStreams) $($definition.query -like '*Taken*')"
            Add-StreamEvent "$n-1" Deposited @{ Amount = 4 } | Out-Null
            (Watch-ServerProjection "$n-a").Status
            @(Get-StreamEvent "$n-out").Count
            """));
    }

    [Theory]
    [MemberData(nameof(ProjectionServers.Kinds), MemberType = typeof(ProjectionServers))]
    public void Whether_it_may_emit_is_changed_alone(string kind)
    {
        using var host = servers.Open(kind);

        var outcome = host.Run("""New-ServerProjection "$n-a" $emitting""");
        Assert.Equal("ServerProjectionFaulted", IdOf(outcome));
        Assert.Contains("'emit' is not allowed", outcome.Error.ToString(), StringComparison.Ordinal);

        Assert.Equal(["3", "True", "False True"], host.Lines("""
            Set-ServerProjection "$n-a" -Emit
            Enable-ServerProjection "$n-a"
            Watch-ServerProjection "$n-a" | Out-Null
            @(Get-StreamEvent "$n-out").Count
            (Get-StreamEvent "`$projections-$n-a")[-1].Data.emitEnabled
            Set-ServerProjection "$n-a" -Emit:$false
            $definition = (Get-StreamEvent "`$projections-$n-a")[-1].Data
            "$($definition.emitEnabled) $($definition.query -eq $emitting)"
            """));
    }

    [Theory]
    [MemberData(nameof(ProjectionServers.Kinds), MemberType = typeof(ProjectionServers))]
    public void One_that_is_reset_begins_again(string kind)
    {
        using var host = servers.Open(kind);

        Assert.Equal(["Running", "3", "True"], host.Lines("""
            New-ServerProjection "$n-a" $counting | Watch-ServerProjection | Out-Null
            (Reset-ServerProjection "$n-a" -Confirm:$false -PassThru).Status
            (Watch-ServerProjection "$n-a" | Get-ServerProjectionState).n
            (Get-ServerProjection "$n-a").Epoch -gt 0
            """));
    }

    [Theory]
    [MemberData(nameof(ProjectionServers.Kinds), MemberType = typeof(ProjectionServers))]
    public void One_that_runs_is_removed_only_by_force(string kind)
    {
        using var host = servers.Open(kind);

        var outcome = host.Run("""
            New-ServerProjection "$n-a" $counting | Out-Null
            New-ServerProjection "$n-b" $counting | Disable-ServerProjection
            Remove-ServerProjection "$n-a", "$n-b" -Confirm:$false
            Get-ServerProjection "$n*" | ForEach-Object Name
            """);
        Assert.Equal("ServerProjectionNotStopped", IdOf(outcome));
        Assert.Equal("$n-a", host.Plain((string)outcome.Error.TargetObject));
        Assert.Equal([$"{host.Name}-a"], outcome.Lines);

        // The name can be used again at once.
        Assert.Equal(["Running"], host.Lines("""
            Remove-ServerProjection "$n-a" -Force -Confirm:$false
            (New-ServerProjection "$n-a" $counting).Status
            """));
    }

    [Theory]
    [MemberData(nameof(ProjectionServers.Kinds), MemberType = typeof(ProjectionServers))]
    public void What_has_failed_or_was_aborted_is_removed_without_force(string kind)
    {
        using var host = servers.Open(kind);

        Assert.Equal(["0"], host.Lines("""
            New-ServerProjection "$n-a" $counting | Disable-ServerProjection -Abort
            New-ServerProjection "$n-b" $failing -ErrorAction Ignore
            New-ServerProjection "$n-c" 'fromAll().when({' -ErrorAction Ignore
            Get-ServerProjection "$n*" | Remove-ServerProjection -Confirm:$false
            @(Get-ServerProjection "$n*").Count
            """));
    }

    [Theory]
    [MemberData(nameof(ProjectionServers.Kinds), MemberType = typeof(ProjectionServers))]
    public void What_was_emitted_goes_too_if_it_was_tracked(string kind)
    {
        using var host = servers.Open(kind);
        host.Run("""New-ServerProjection "$n-a" $emitting -Emit | Watch-ServerProjection""").Succeeded();

        var outcome = host.Run("""
            Remove-ServerProjection "$n-a" -Force -DeleteEmittedStreams -Confirm:$false
            @(Get-StreamEvent "$n-out").Count
            """).Succeeded();
        Assert.Equal(["3"], outcome.Lines);
        Assert.Equal("The projection '$n-a' has not tracked the streams that it has emitted, so they stay.", host.Plain(Assert.Single(outcome.Warnings)));

        outcome = host.Run("""
            New-ServerProjection "$n-b" $emitting.Replace('-out', '-tracked') -Emit -TrackEmittedStreams | Watch-ServerProjection | Out-Null
            Remove-ServerProjection "$n-b" -Force -DeleteEmittedStreams -DeleteStateStream -DeleteCheckpointStream -Confirm:$false
            (Get-EventStream "$n-tracked").State
            """).Succeeded();
        Assert.Equal(["SoftDeleted"], outcome.Lines);
        Assert.Empty(outcome.Warnings);
    }

    [Theory]
    [MemberData(nameof(ProjectionServers.OwnKinds), MemberType = typeof(ProjectionServers))]
    public void All_are_restarted_and_go_on(string kind)
    {
        using var host = servers.Open(kind);

        Assert.Equal(["$n-a Running 4"], host.Lines("""
            New-ServerProjection "$n-a" $counting | Watch-ServerProjection | Out-Null
            New-ServerProjection "$n-b" $counting -Mode Transient | Out-Null
            Restart-ServerProjection -Confirm:$false
            Add-StreamEvent "$n-1" Deposited @{ Amount = 4 } | Out-Null
            Get-ServerProjection "$n*" | Watch-ServerProjection | ForEach-Object { "$($_.Name) $($_.Status) $(($_ | Get-ServerProjectionState).n)" }
            """));
    }

    [Fact]
    public void What_if_changes_nothing()
    {
        using var host = servers.Open("emulator");

        Assert.Equal(["$n-a 3 0"], host.Lines("""
            New-ServerProjection "$n-a" $counting | Watch-ServerProjection | Out-Null
            New-ServerProjection "$n-b" $counting -WhatIf
            Set-ServerProjection "$n-a" 'nothing(' -WhatIf
            Set-ServerProjection "$n-a" -Emit -WhatIf
            Disable-ServerProjection "$n-a" -WhatIf
            Enable-ServerProjection "$n-a" -WhatIf
            Reset-ServerProjection "$n-a" -WhatIf
            Remove-ServerProjection "$n-a" -Force -WhatIf
            Restart-ServerProjection -WhatIf
            Get-ServerProjection "$n*" | ForEach-Object { "$($_.Name) $($_.EventsProcessed) $($_.Version)" }
            """));
    }

    [Fact]
    public void Names_are_completed()
    {
        using var host = servers.Open("emulator");
        host.Run("""New-ServerProjection "$n-a" $counting; New-ServerProjection "$n-b" $counting | Disable-ServerProjection""").Succeeded();

        Assert.Equal(
            ["$n-a (Running)", "$n-b (Stopped)"],
            host.Module.Complete("Get-ServerProjectionState " + host.Name).Select(match => host.Plain($"{match.CompletionText} ({match.ToolTip})")));
        Assert.Equal(["'$by_category'", "'$by_correlation_id'", "'$by_event_type'"], host.Module.Complete("Enable-ServerProjection '$by").Select(match => match.CompletionText).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Where_there_is_no_server_no_names_are_completed()
    {
        using var host = new ModuleHost();
        host.Run("New-Dog Fido").Succeeded();

        Assert.DoesNotContain(host.Complete("Get-ServerProjectionState x"), match => match.ResultType == System.Management.Automation.CompletionResultType.ParameterValue);
    }

    private static string IdOf(Outcome outcome) => outcome.Error.FullyQualifiedErrorId.Split(',')[0];
}
