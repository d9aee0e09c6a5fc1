using EventStoreDb.Emulator;
using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.Streams;

/// <summary>What EventStoreDB's standard projections have written is used, however far they have come.</summary>
public sealed class ProjectedStreamTests(Servers servers) : IClassFixture<Servers>, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly StoreHost _host = new(servers);

    public void Dispose() => _host.Dispose();

    [Theory]
    [MemberData(nameof(Servers.Kinds), MemberType = typeof(Servers))]
    public async Task A_projection_that_has_come_to_the_end_gives_each_stream_and_event_once(string server)
    {
        _host.Connect(server, """
            $a = Add-StreamEvent ~a A -CorrelationId ~x
            $b = Add-StreamEvent ~b B -CorrelationId ~x -CausationId $a.Id
            $null = Add-StreamEvent ~a C -CorrelationId ~x -CausationId $b.Id
            """);
        await UntilAsync(server, "2", "@(Get-StreamEvent '$streams' -ErrorAction Ignore | Where-Object { [System.Text.Encoding]::UTF8.GetString($_.Raw) -like '0@~[ab]' }).Count");
        await UntilAsync(server, "3", "@(Get-StreamEvent '$bc-~x' -ErrorAction Ignore).Count");

        Assert.Equal("a b", _host.Run("(Get-EventStream ~[ab]).Stream").Succeeded().Line);
        Assert.Equal(["A", "└─ B", "   └─ C"], _host.Run("(Trace-StreamEvent ~x).Tree").Succeeded().Lines);
    }

    [Theory]
    [InlineData("", "a b c")]
    [InlineData("a", "a b c")]
    [InlineData("b a", "b a c")]
    [InlineData("a b", "a b c")]
    [InlineData("a gone", "a b c")]
    [InlineData("a b c", "a b c")]
    [InlineData("c b a", "c b a")]
    [InlineData("a snapshot-a b", "a b c")]
    public async Task Streams_that_the_projection_has_yet_to_come_to_are_looked_for_in_the_log(string projected, string streams)
    {
        await using var emulator = await ConnectAsync();
        _host.Run("'snapshot-a', 'a', 'b', 'c' | ForEach-Object { $null = Add-StreamEvent $_ Test }").Succeeded();
        Project("$streams", projected);

        Assert.Equal(streams, _host.Run("(Get-EventStream).Stream").Succeeded().Line);
    }

    [Theory]
    [InlineData("", "a b c")]
    [InlineData("a", "a b c")]
    [InlineData("b a", "b a c")]
    [InlineData("a gone", "a b c")]
    [InlineData("a b c", "a b c")]
    [InlineData("a snapshot-a b", "a b c")]
    public async Task Events_that_the_projection_has_yet_to_come_to_are_looked_for_in_the_log(string projected, string events)
    {
        await using var emulator = await ConnectAsync();
        _host.Run("'snapshot-a', 'a', 'b', 'c' | ForEach-Object { $null = Add-StreamEvent $_ Test -CorrelationId x }").Succeeded();
        Project("$bc-x", projected);

        Assert.Equal(events, _host.Run("(Trace-StreamEvent x).Stream").Succeeded().Line);
    }

    /// <summary>A server without projections, whose work the test does.</summary>
    private async Task<EmulatorServer> ConnectAsync()
    {
        var emulator = await EmulatorServer.StartAsync(cancel: TestContext.Current.CancellationToken);
        _host.Run("param($uri) Connect-EventStore $uri", emulator.ConnectionString).Succeeded();
        return emulator;
    }

    private void Project(string stream, string links) => _host.Run(
        "param($stream, $links) $links | ForEach-Object { $null = Add-StreamEvent $stream '$>' ([System.Text.Encoding]::UTF8.GetBytes(\"0@$_\")) }",
        stream,
        links.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Succeeded();

    private async Task UntilAsync(string server, string line, string script)
    {
        var begin = TimeProvider.System.GetTimestamp();
        while (_host.Run(script).Succeeded().Line != line)
        {
            Assert.SkipWhen(server == "real server" && TimeProvider.System.GetElapsedTime(begin) > Patience, "The standard projections of the server do not run, or are far behind.");
            // More to read: the projections of a real server were seen to stand still without it.
            _host.Run("$null = Add-StreamEvent ~more Test").Succeeded();
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
