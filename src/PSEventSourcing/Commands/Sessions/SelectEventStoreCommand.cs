using System.Management.Automation;
using PSEventSourcing.Completers;
using PSEventSourcing.Execution;
using PSEventSourcing.Sessions;

namespace PSEventSourcing.Commands.Sessions;

/// <summary>Makes an open session the default of the runspace.</summary>
[Cmdlet(VerbsCommon.Select, "EventStore")]
[OutputType(typeof(EventStoreSession))]
public sealed class SelectEventStoreCommand : EventSourcingCmdlet
{
    /// <summary>The session, or its name or number.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [SessionTransformation]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public EventStoreSession? Session { get; set; }

    /// <summary>Whether to output the session.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(null, () =>
    {
        RunspaceSessions.Current.Select(Session!);
        if (PassThru)
            WriteObject(Session);
    });
}
