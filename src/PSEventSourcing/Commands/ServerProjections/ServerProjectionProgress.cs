using System.Globalization;
using System.Management.Automation;
using PSEventSourcing.Execution;

namespace PSEventSourcing.Commands.ServerProjections;

/// <summary>Shows how far a projection has come, and how fast it goes on.</summary>
internal sealed class ServerProjectionProgress(Cmdlet cmdlet, string name) : Progress(cmdlet, $"The projection '{name}' is catching up")
{
    private long? _first;

    public void Show(ServerProjection now)
    {
        // Counted anew when it is started again meanwhile.
        var first = Math.Min(_first ?? now.EventsProcessed, now.EventsProcessed);
        _first = first;
        Show(
            elapsed => string.Create(CultureInfo.CurrentCulture, $"{now.Status}, {now.Progress ?? 0:0.0} %, {now.EventsProcessed:N0} events, {(now.EventsProcessed - first) / elapsed.TotalSeconds:N0} a second"),
            (int)Math.Clamp(now.Progress ?? 0, 0, 100));
    }
}
