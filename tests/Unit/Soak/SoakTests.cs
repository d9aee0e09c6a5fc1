using System.Diagnostics;

namespace EventSourcing.Tests.Soak;

/// <summary>Two minutes of all kinds of work on a cluster that goes wrong, in a process of its own. SOAK_SECONDS says how
/// long.</summary>
public sealed class SoakTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Handles_threads_and_memory_stay_what_they_are()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var soak = Process.Start(new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Path.Combine(AppContext.BaseDirectory, "Soak.dll")])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            var (told, errors) = (soak.StandardOutput.ReadToEndAsync(cancel), soak.StandardError.ReadToEndAsync(cancel));
            await soak.WaitForExitAsync(cancel);
            output.WriteLine(await told);

            Assert.True(soak.ExitCode == 0, await told + await errors);
        }
        finally
        {
            if (!soak.HasExited)
                soak.Kill(entireProcessTree: true);
        }
    }
}
