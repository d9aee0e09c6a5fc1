using System.Globalization;
using System.Management.Automation;

namespace PSEventSourcing.Commands.ServerProjections;

/// <summary>Shows how far a projection has come, and how fast it goes on. One that has caught up at once shows nothing.</summary>
internal sealed class ServerProjectionProgress(Cmdlet cmdlet, string name) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static int _lastId;

    // Apart from the numbers of other progress.
    private readonly int _id = 1_000_000 + Interlocked.Increment(ref _lastId);
    private readonly long _begin = TimeProvider.System.GetTimestamp();
    private long? _first;
    private bool _shown;

    private string Activity => $"The projection '{name}' is catching up";

    public void Show(ServerProjection now)
    {
        // Counted anew when it is started again meanwhile.
        _first = Math.Min(_first ?? now.EventsProcessed, now.EventsProcessed);
        var elapsed = TimeProvider.System.GetElapsedTime(_begin);
        if (elapsed < Patience)
            return;
        _shown = true;
        var status = string.Create(CultureInfo.CurrentCulture, $"{now.Status}, {now.Progress ?? 0:0.0} %, {now.EventsProcessed:N0} events, {(now.EventsProcessed - _first.Value) / elapsed.TotalSeconds:N0} a second");
        cmdlet.WriteProgress(new ProgressRecord(_id, Activity, status) { PercentComplete = (int)Math.Clamp(now.Progress ?? 0, 0, 100) });
    }

    public void Dispose()
    {
        if (_shown)
            cmdlet.WriteProgress(new ProgressRecord(_id, Activity, "done") { RecordType = ProgressRecordType.Completed });
    }
}
