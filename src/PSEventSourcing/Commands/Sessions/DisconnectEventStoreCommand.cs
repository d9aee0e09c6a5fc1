using System.Management.Automation;
using PSEventSourcing.Completers;
using PSEventSourcing.Execution;
using PSEventSourcing.Sessions;

namespace PSEventSourcing.Commands.Sessions;

/// <summary>Closes a session.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "EventStore", SupportsShouldProcess = true)]
public sealed class DisconnectEventStoreCommand : EventSourcingCmdlet
{
    /// <summary>The session to close, its name or its number; the default session unless given.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [SessionTransformation]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public EventStoreSession? Session { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(null, () =>
    {
        var session = Session ?? RunspaceSessions.Current.Default ?? throw new NotConnectedException();
        if (!ShouldProcess(session.ToString(), "Disconnect"))
            return;
        RunspaceSessions.Current.Remove(session);
        Do(_ => session.CloseAsync().AsTask());
        WriteVerbose($"Disconnected from {session}.");
    });
}
