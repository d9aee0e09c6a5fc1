using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.ServerProjections;

/// <summary>An operator who is connected to a server, has a stream there and queries over it, and tidies up at the end. Names
/// begin with <c>$n</c>, which nobody else has.</summary>
internal sealed class ProjectionHost : IDisposable
{
    private readonly ModuleHost _host = new();

    public ProjectionHost(string uri)
    {
        _host.Run("""
            param($uri)
            Connect-EventStore $uri
            $n = 'p' + [guid]::NewGuid().ToString('N')
            1..3 | ForEach-Object { @{ Amount = $_ } } | Add-StreamEvent "$n-1" Deposited | Out-Null
            $counting = "fromStream('$n-1').when({ `$init: function () { return { n: 0 } }, Deposited: function (s, e) { s.n++; return s } })"
            $emitting = "fromStream('$n-1').when({ Deposited: function (s, e) { emit('$n-out', 'Copied', { at: e.sequenceNumber }) } })"
            $failing = "fromStream('$n-1').when({ Deposited: function (s, e) { throw new Error('boom') } })"
            function Status($name) { (Get-ServerProjection $name).Status }
            """, uri).Succeeded();
        Name = _host.Run("$n").Lines[0];
    }

    /// <summary>What names begin with.</summary>
    public string Name { get; }

    public ModuleHost Module => _host;

    /// <summary>Runs a script, and returns what came of it with <c>$n</c> in the place of what it stands for.</summary>
    public Outcome Run(string script, params object[] arguments) => _host.Run(script, arguments);

    public IReadOnlyList<string> Lines(string script) => [.. _host.Run(script).Succeeded().Lines.Select(Plain)];

    public string Plain(string text) => text.Replace(Name, "$n", StringComparison.Ordinal);

    public void Dispose()
    {
        _host.Run("""Get-ServerProjection "$n*" | Remove-ServerProjection -Force -Confirm:$false""");
        _host.Dispose();
    }
}
