using System.Management.Automation;

namespace PSEventSourcing.Tests.Hosting;

/// <summary>A runspace that works on a store of any kind, which others may be working on too. A tilde in a script stands
/// for a mark of this host alone: names that begin with it are nobody else's. What comes back is told without it.</summary>
internal sealed class StoreHost(Servers servers) : IDisposable
{
    private readonly ModuleHost _host = new();
    private readonly ScratchDirectory _directory = new();
    private readonly string _mark = $"t{Guid.CreateVersion7():N}-";

    /// <summary>Connects to the store of a kind, and does there what the tests build upon.</summary>
    public void Connect(string store, string script = "")
    {
        if (store == "file")
            _host.Run("param($file) Connect-EventStore -Path $file", _directory["events.db"]).Succeeded();
        else if (store != "memory")
            _host.Run("param($uri) Connect-EventStore $uri", servers.Of(store)).Succeeded();
        Run(script).Succeeded();
    }

    public Outcome Run(string script, params object[] arguments) => _host.Run(Marked(script), arguments) with { Mark = _mark };

    /// <summary>A script that is yet to be run.</summary>
    public PowerShell Script(string script, params object[] arguments) => _host.Script(Marked(script), arguments);

    public void Dispose()
    {
        _host.Dispose();
        _directory.Dispose();
    }

    private string Marked(string script) => script.Replace("~", _mark, StringComparison.Ordinal);
}
