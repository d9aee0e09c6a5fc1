using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.ServerProjections;

public sealed class ServerProjectionViewTests(ProjectionServers servers) : IClassFixture<ProjectionServers>
{
    [Fact]
    public void Projections_are_a_table()
    {
        using var host = new ModuleHost();
        host.Run("""
            param($uri)
            Connect-EventStore $uri
            New-ServerProjection totals 'fromAll()' -ErrorAction Ignore
            New-ServerProjection broken 'fromAll().when({' -ErrorAction Ignore
            Enable-ServerProjection '$by_category'
            Watch-ServerProjection '$by_category' | Out-Null
            """, servers.SystemOnly);

        // One after the other, because only what comes first in a pipeline is shown in a table of its own.
        var shown = string.Concat(new[]
        {
            "Get-ServerProjection",
            """
            New-ServerProjection new 'fromAll()' -Emit -WhatIf
            Set-ServerProjection totals 'fromAll()' -WhatIf
            Set-ServerProjection totals -Emit -WhatIf
            Enable-ServerProjection totals -WhatIf
            Disable-ServerProjection totals -WhatIf
            Disable-ServerProjection totals -Abort -WhatIf
            Reset-ServerProjection totals -WhatIf
            Remove-ServerProjection totals -WhatIf
            Remove-ServerProjection totals -Force -DeleteEmittedStreams -DeleteStateStream -DeleteCheckpointStream -WhatIf
            """,
        }.Select(host.Show));

        Approved.Text("View.ServerProjection", shown);
    }
}
