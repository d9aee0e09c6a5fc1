using System.Diagnostics;

namespace Soak;

/// <summary>This program once more, as the server; or nothing, where there is a server.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly string? _connectionString;
    private readonly Process? _process;

    private ServerProcess(string? connectionString, Process? process) => (_connectionString, _process) = (connectionString, process);

    public static ServerProcess StartUnless(string? connectionString)
    {
        if (connectionString is not null)
            return new ServerProcess(connectionString, null);
        var self = Environment.ProcessPath!;
        string[] through = Path.GetFileNameWithoutExtension(self).Equals("dotnet", StringComparison.OrdinalIgnoreCase) ? [Path.Combine(AppContext.BaseDirectory, "Soak.dll")] : [];
        return new ServerProcess(null, Process.Start(new ProcessStartInfo(self, [.. through, "serve"]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true }));
    }

    public async Task<string> ConnectionStringAsync() =>
        _connectionString ?? await _process!.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server did not start.");

    public void Dispose()
    {
        if (_process is null)
            return;
        // The end of its input ends it.
        _process.StandardInput.Close();
        _process.Dispose();
    }
}
