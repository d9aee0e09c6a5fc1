using System.Diagnostics;
using System.Globalization;

namespace Soak;

/// <summary>What the process holds.</summary>
/// <param name="Heap">Bytes that live in the managed heap.</param>
/// <param name="WorkingSet">Bytes of memory.</param>
/// <param name="Handles">Open handles, or files and sockets.</param>
/// <param name="Threads">Threads.</param>
internal sealed record Sample(long Heap, long WorkingSet, long Handles, long Threads)
{
    private const string OpenFiles = "/proc/self/fd";
    private const double Megabyte = 1024 * 1024;

    public static Sample Take()
    {
        using var self = Process.GetCurrentProcess();
        // Finalizers may let go of more.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        var handles = OperatingSystem.IsLinux() ? Directory.GetFileSystemEntries(OpenFiles).Length : self.HandleCount;
        return new Sample(heap, self.WorkingSet64, handles, self.Threads.Count);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"heap {Heap / Megabyte,6:0.00} MB, working set {WorkingSet / Megabyte,6:0.0} MB, handles {Handles,4}, threads {Threads,3}");
}
