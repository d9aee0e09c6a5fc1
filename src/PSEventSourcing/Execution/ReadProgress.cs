using System.Globalization;
using System.Management.Automation;

namespace PSEventSourcing.Execution;

/// <summary>Shows how far a long read has come: how many events it has looked at, and how fast.</summary>
internal sealed class ReadProgress(Cmdlet cmdlet, string activity, long? total = null) : Progress(cmdlet, activity)
{
    private long _looked;

    /// <summary>Counts an event; may be called on any thread.</summary>
    public void Looked() => Interlocked.Increment(ref _looked);

    /// <summary>Shows where the read is, on the pipeline's thread.</summary>
    public void Show()
    {
        var looked = Interlocked.Read(ref _looked);
        Show(
            elapsed => string.Create(CultureInfo.CurrentCulture, $"{looked:N0}{(total is null ? "" : $" of {total:N0}")} events, {looked / elapsed.TotalSeconds:N0} a second"),
            total is > 0 ? (int)Math.Min(100, looked * 100 / total.Value) : -1);
    }
}
