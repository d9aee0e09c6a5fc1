using System.Management.Automation.Host;

namespace PSEventSourcing.Shell.Hosting;

/// <summary>How big the screen is.</summary>
internal static class Screen
{
    /// <summary>The size to write for where there is no screen.</summary>
    public static Size Unknown { get; } = new(120, 50);

    /// <summary>The size now; a terminal that does not know its own says 0.</summary>
    public static Size Size => Console.WindowWidth > 0 && Console.WindowHeight > 0
        ? new Size(Console.WindowWidth, Console.WindowHeight)
        : Unknown;
}
