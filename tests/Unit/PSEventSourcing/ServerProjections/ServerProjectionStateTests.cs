namespace PSEventSourcing.Tests.ServerProjections;

/// <summary>What projections have come to, as objects.</summary>
public sealed class ServerProjectionStateTests(ProjectionServers servers) : IClassFixture<ProjectionServers>
{
    [Theory]
    [MemberData(nameof(ProjectionServers.Kinds), MemberType = typeof(ProjectionServers))]
    public void A_dot_reaches_into_a_state(string kind)
    {
        using var host = servers.Open(kind);

        Assert.Equal(["6", "b", "True", "Int64"], host.Lines("""
            $query = "fromStream('$n-1').when({ `$init: function () { return { sum: 0, deep: { list: ['a', { name: 'b' }] }, none: null } }, Deposited: function (s, e) { s.sum += e.data.Amount; return s } })"
            New-ServerProjection "$n-a" $query | Watch-ServerProjection | Out-Null
            $state = Get-ServerProjectionState "$n-a"
            $state.sum
            $state.deep.list[1].name
            $null -eq $state.none
            $state.sum.GetType().Name
            """));
    }

    [Theory]
    [MemberData(nameof(ProjectionServers.Kinds), MemberType = typeof(ProjectionServers))]
    public void Each_partition_has_a_state_and_a_result(string kind)
    {
        using var host = servers.Open(kind);

        Assert.Equal(["3", "1", "6", "0"], host.Lines("""
            Add-StreamEvent "$n-1" Withdrawn @{ Amount = 1 } | Out-Null
            $query = "fromStream('$n-1').partitionBy(function (e) { return e.eventType }).when({ `$init: function () { return { n: 0 } }, `$any: function (s, e) { s.n++; return s } }).transformBy(function (s) { return { twice: s.n * 2 } }).outputState()"
            New-ServerProjection "$n-a" $query | Watch-ServerProjection | Out-Null
            Get-ServerProjectionState "$n-a" -Partition Deposited, Withdrawn | ForEach-Object n
            (Get-ServerProjectionState "$n-a" Deposited -Result).twice
            @(Get-ServerProjectionState "$n-a" Nothing; Get-ServerProjectionState "$n-a").Count
            """));
    }

    [Theory]
    [MemberData(nameof(ProjectionServers.Kinds), MemberType = typeof(ProjectionServers))]
    public void One_that_was_stopped_still_knows_its_state(string kind)
    {
        using var host = servers.Open(kind);

        Assert.Equal(["3"], host.Lines("""
            New-ServerProjection "$n-a" $counting | Watch-ServerProjection | Disable-ServerProjection
            (Get-ServerProjectionState "$n-a").n
            """));
    }

    /// <summary>The server never answers the question for its state.</summary>
    [Theory]
    [MemberData(nameof(ProjectionServers.Kinds), MemberType = typeof(ProjectionServers))]
    public void One_that_failed_before_it_ran_has_none(string kind)
    {
        using var host = servers.Open(kind);

        var error = host.Run("""
            New-ServerProjection "$n-a" 'fromAll().when({' -ErrorAction Ignore
            Get-ServerProjectionState "$n-a"
            """).Error;

        Assert.StartsWith("ServerProjectionFaulted,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("The projection '$n-a' has no state, because it failed before it ran: Unexpected", host.Plain(error.ToString()), StringComparison.Ordinal);
    }
}
