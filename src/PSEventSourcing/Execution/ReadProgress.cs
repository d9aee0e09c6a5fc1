using System.Globalization;
using System.Management.Automation;

namespace PSEventSourcing.Execution;

/// <summary>Shows how far a long read has come: how many events it has looked at, and how fast. Short ones show
/// nothing.</summary>
internal sealed class ReadProgress(Cmdlet cmdlet, string activity, long? total = null) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static int _lastId;

    private readonly int _id = Interlocked.Increment(ref _lastId);
    private readonly long _begin = TimeProvider.System.GetTimestamp();
    private long _looked;
    private bool _shown;

    /// <summary>Counts an event; may be called on any thread.</summary>
    public void Looked() => Interlocked.Increment(ref _looked);

    /// <summary>Shows where the read is, on the pipeline's thread.</summary>
    public void Show()
    {
        var elapsed = TimeProvider.System.GetElapsedTime(_begin);
        if (elapsed < Patience)
            return;
        _shown = true;
        var looked = Interlocked.Read(ref _looked);
        cmdlet.WriteProgress(new ProgressRecord(_id, activity, string.Create(CultureInfo.CurrentCulture, $"{looked:N0}{(total is null ? "" : $" of {total:N0}")} events, {looked / elapsed.TotalSeconds:N0} a second"))
        {
            PercentComplete = total is > 0 ? (int)Math.Min(100, looked * 100 / total.Value) : -1,
        });
    }

    public void Dispose()
    {
        if (_shown)
            cmdlet.WriteProgress(new ProgressRecord(_id, activity, "done") { RecordType = ProgressRecordType.Completed });
    }
}
