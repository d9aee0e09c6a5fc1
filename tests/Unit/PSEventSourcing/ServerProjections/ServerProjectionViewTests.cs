using System.Text.RegularExpressions;
using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.ServerProjections;

public sealed partial class ServerProjectionViewTests(ProjectionServers servers) : IClassFixture<ProjectionServers>
{
    [Fact]
    public void Projections_are_a_table()
    {
        using var host = new ProjectionHost(servers.SystemOnly);
        host.Run("""
            New-ServerProjection "$n-running-not" $counting -ErrorAction Ignore
            New-ServerProjection "$n-failed" 'fromAll().when({' -ErrorAction Ignore
            Enable-ServerProjection '$by_category'
            """);

        // One after the other, because only what comes first in a pipeline is shown in a table of its own.
        var shown = string.Concat(new[]
        {
            "Get-ServerProjection",
            """New-ServerProjection "$n-b" $counting -Emit -WhatIf; Set-ServerProjection "$n-failed" -Emit -WhatIf; Remove-ServerProjection "$n-failed" -Force -DeleteEmittedStreams -DeleteStateStream -DeleteCheckpointStream -WhatIf; Reset-ServerProjection "$n-failed" -WhatIf""",
        }.Select(host.Module.Show));

        Approved.Text("View.ServerProjection", Positions().Replace(host.Plain(shown), "C:0/P:0"));
    }

    [GeneratedRegex(@"C:\d+/P:-?\d+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Positions();
}
