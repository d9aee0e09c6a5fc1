using System.Management.Automation;
using PSEventSourcing.Completers;
using PSEventSourcing.Execution;
using PSEventSourcing.Sessions;

namespace PSEventSourcing.Commands.Sessions;

/// <summary>Gets the open sessions of the runspace.</summary>
[Cmdlet(VerbsCommon.Get, "EventStore")]
[OutputType(typeof(EventStoreSession))]
public sealed class GetEventStoreCommand : EventSourcingCmdlet
{
    /// <summary>The session to get, its name or its number; every open one unless given.</summary>
    [Parameter(Position = 0)]
    [SessionTransformation]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public EventStoreSession? Session { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Session is not null)
            WriteObject(Session);
        else
            WriteObject(RunspaceSessions.Current.Open, enumerateCollection: true);
    }
}
