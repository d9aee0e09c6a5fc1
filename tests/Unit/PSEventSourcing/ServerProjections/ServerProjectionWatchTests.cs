using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.ServerProjections;

/// <summary>Waiting until projections have caught up.</summary>
public sealed class ServerProjectionWatchTests(ProjectionServers servers) : IClassFixture<ProjectionServers>
{
    [Theory]
    [MemberData(nameof(ProjectionServers.Kinds), MemberType = typeof(ProjectionServers))]
    public void What_was_there_when_it_began_has_been_taken_when_it_ends(string kind)
    {
        using var host = servers.Open(kind);

        Assert.Equal(["5000", "5100"], host.Lines("""
            4..5000 | Add-StreamEvent "$n-1" Deposited | Out-Null
            (New-ServerProjection "$n-a" $counting | Watch-ServerProjection | Get-ServerProjectionState).n
            1..100 | Add-StreamEvent "$n-1" Deposited | Out-Null
            (Watch-ServerProjection "$n-a" | Get-ServerProjectionState).n
            """));
    }

    [Theory]
    [MemberData(nameof(ProjectionServers.Kinds), MemberType = typeof(ProjectionServers))]
    public void One_that_is_stopped_ends_it_with_an_error(string kind)
    {
        using var host = servers.Open(kind);

        var error = host.Run("""
            New-ServerProjection "$n-a" $counting | Disable-ServerProjection
            Watch-ServerProjection "$n-a"
            """).Error;

        Assert.StartsWith("ServerProjectionNotRunning,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("The projection '$n-a' will not catch up: it is Stopped.", host.Plain(error.ToString()));
    }

    [Theory]
    [MemberData(nameof(ProjectionServers.Kinds), MemberType = typeof(ProjectionServers))]
    public void When_the_time_is_over_it_says_how_far_the_projection_is(string kind)
    {
        using var host = servers.Open(kind);

        var error = host.Run("""New-ServerProjection "$n-a" $counting | Watch-ServerProjection -Timeout 0""").Error;

        Assert.StartsWith("ServerProjectionNotCaughtUp,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("The projection '$n-a' has not caught up within 00:00:00: it is Running, has read ", host.Plain(error.ToString()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_ends_it_at_once_and_the_projection_goes_on()
    {
        using var host = servers.Open("emulator");
        host.Run("""New-ServerProjection "$n-a" $counting""").Succeeded();
        using var watching = new SemaphoreSlim(0);

        await Stopping.AtOnceAsync(
            host.Module,
            """param($watching) while ($true) { [void] $watching.Release(); Watch-ServerProjection "$n-a" | Out-Null }""",
            watching,
            () => watching.WaitAsync(TestContext.Current.CancellationToken));

        Assert.Equal(["Running"], host.Lines("""Status "$n-a" """));
    }

    [Fact]
    public async Task Ctrl_C_ends_a_wait_for_what_a_change_brings()
    {
        using var host = new ProjectionHost(servers.SystemOnly);
        host.Run("""New-ServerProjection "$n-a" $counting -ErrorAction Ignore""");
        using var waiting = new SemaphoreSlim(0);

        await Stopping.AtOnceAsync(
            host.Module,
            """param($waiting) while ($true) { [void] $waiting.Release(); Enable-ServerProjection "$n-a" -ErrorAction Ignore }""",
            waiting,
            () => waiting.WaitAsync(TestContext.Current.CancellationToken));
    }
}
