using System.Management.Automation;

namespace PSEventSourcing.Execution;

/// <summary>Shows that a wait goes on, and what is known of what is waited for. Short ones show nothing.</summary>
internal sealed class WaitProgress(Cmdlet cmdlet, string activity) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static int _lastId = int.MaxValue / 2;

    private readonly int _id = Interlocked.Increment(ref _lastId);
    private readonly long _begin = TimeProvider.System.GetTimestamp();
    private volatile string? _status;
    private bool _shown;

    /// <summary>Says how far it has come; may be called on any thread.</summary>
    public void Say(string status) => _status = status;

    /// <summary>Shows it, on the pipeline's thread.</summary>
    public void Show()
    {
        var elapsed = TimeProvider.System.GetElapsedTime(_begin);
        if (elapsed < Patience)
            return;
        _shown = true;
        cmdlet.WriteProgress(new ProgressRecord(_id, activity, $"{_status ?? "waiting"}, {elapsed.TotalSeconds:0} s"));
    }

    public void Dispose()
    {
        if (_shown)
            cmdlet.WriteProgress(new ProgressRecord(_id, activity, "done") { RecordType = ProgressRecordType.Completed });
    }
}
