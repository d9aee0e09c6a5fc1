using System.Management.Automation;
using EventSourcing.Persistence;
using PSEventSourcing.Completers;
using PSEventSourcing.Sessions;

namespace PSEventSourcing.Execution;

/// <summary>A cmdlet that works on a store.</summary>
public abstract class StoreCmdlet : EventSourcingCmdlet
{
    private EventStoreSession? _session;

    private protected StoreCmdlet()
    {
    }

    /// <summary>The session to use: an object of <c>Get-EventStore</c>, its name or its number. Else the default session.</summary>
    [Parameter]
    [SessionTransformation]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public EventStoreSession? Session { get; set; }

    /// <summary>The store of the session.</summary>
    private protected IRecorder Recorder => _session!.Recorder;

    /// <summary>The kind of store, and where it is.</summary>
    private protected string StoreName => _session!.ToString();

    private protected override string? StoreAddress => _session?.Address;

    /// <summary>Finds the session before any input comes, because without one no input could succeed.</summary>
    protected override void BeginProcessing() => Require(Session?.Address ?? SessionSettings.EnvironmentAddress, () =>
    {
        _session = Session ?? RunspaceSessions.Current.Default ?? OpenDefault();
        _ = _session.Recorder;
    });

    private EventStoreSession OpenDefault()
    {
        if (!SessionSettings.EnvironmentNamesStore)
            WriteWarning("No event store is connected, so events are kept in the memory of this runspace, and nothing outlives it. Connect to a store with Connect-EventStore, or name one in the environment variable PERSISTENCE_MODULE.");
        var settings = SessionSettings.OfEnvironment(FullPath);
        var opened = Await(cancel => EventStoreSession.OpenAsync(settings, cancel));
        RunspaceSessions.Current.Add(opened);
        return opened;
    }
}
