using System.Management.Automation;

namespace PSEventSourcing.Execution;

/// <summary>Shows how far something has come that may take long. What is over within a second shows nothing.</summary>
internal abstract class Progress(Cmdlet cmdlet, string activity) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static int _lastId;

    private readonly int _id = Interlocked.Increment(ref _lastId);
    private readonly long _begin = TimeProvider.System.GetTimestamp();
    private bool _shown;

    /// <summary>Shows it, on the pipeline's thread, once it has lasted long enough.</summary>
    /// <param name="describe">Says how far it has come, from how long it has lasted.</param>
    /// <param name="percent">How much of it is done; -1 where nobody knows.</param>
    protected void Show(Func<TimeSpan, string> describe, int percent = -1)
    {
        var elapsed = TimeProvider.System.GetElapsedTime(_begin);
        if (elapsed < Patience)
            return;
        _shown = true;
        cmdlet.WriteProgress(new ProgressRecord(_id, activity, describe(elapsed)) { PercentComplete = percent });
    }

    public void Dispose()
    {
        if (_shown)
            cmdlet.WriteProgress(new ProgressRecord(_id, activity, "done") { RecordType = ProgressRecordType.Completed });
    }
}
