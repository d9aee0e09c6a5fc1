using System.Management.Automation;

namespace PSEventSourcing.Execution;

/// <summary>Shows that a wait goes on, and what is known of what is waited for.</summary>
internal sealed class WaitProgress(Cmdlet cmdlet, string activity) : Progress(cmdlet, activity)
{
    private volatile string? _status;

    /// <summary>Says how far it has come; may be called on any thread.</summary>
    public void Say(string status) => _status = status;

    /// <summary>Shows it, on the pipeline's thread.</summary>
    public void Show() => Show(elapsed => $"{_status ?? "waiting"}, {elapsed.TotalSeconds:0} s");
}
