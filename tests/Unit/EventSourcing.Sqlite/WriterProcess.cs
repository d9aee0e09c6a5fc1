using System.Diagnostics;
using System.Globalization;

namespace EventSourcing.Tests.Sqlite;

/// <summary>Another process that appends to a file (tests/SqliteWriter).</summary>
public sealed class WriterProcess : IDisposable
{
    private readonly Process _process;

    private WriterProcess(Process process) => _process = process;

    /// <summary>Starts one, and waits until it has opened the file.</summary>
    public static async Task<WriterProcess> StartAsync(string file, string stream, int count, CancellationToken cancel)
    {
        var program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "SqliteWriter.exe" : "SqliteWriter");
        var process = Process.Start(new ProcessStartInfo(program, [file, stream, count.ToString(CultureInfo.InvariantCulture)])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        if (await process.StandardOutput.ReadLineAsync(cancel) is not "ready")
            throw new InvalidOperationException(await process.StandardError.ReadToEndAsync(cancel));
        return new WriterProcess(process);
    }

    /// <summary>Lets it begin to write.</summary>
    public void Begin() => _process.StandardInput.WriteLine();

    /// <summary>The next append that was acknowledged; <see langword="null"/> after the last.</summary>
    public async Task<(long Revision, long Position)?> NextAsync(CancellationToken cancel)
    {
        if (await _process.StandardOutput.ReadLineAsync(cancel) is not { } line || line.Split(' ') is not [var revision, var position])
            return null;
        return (long.Parse(revision, CultureInfo.InvariantCulture), long.Parse(position, CultureInfo.InvariantCulture));
    }

    /// <summary>The appends that were acknowledged and not taken yet. A process killed amid a line leaves half of it.</summary>
    public async Task<List<(long Revision, long Position)>> RestAsync(CancellationToken cancel)
    {
        var rest = new List<(long, long)>();
        while (await NextAsync(cancel) is { } acknowledged)
            rest.Add(acknowledged);
        return rest;
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public async Task KillAsync(CancellationToken cancel)
    {
        _process.Kill();
        await _process.WaitForExitAsync(cancel);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
