using EventSourcing.EventStoreDb;
using EventSourcing.EventStoreDb.Client;
using PSEventSourcing.Sessions;

namespace PSEventSourcing.Execution;

/// <summary>A cmdlet for what EventStoreDB alone has.</summary>
/// <remarks>The client lives in its persistence module's own load context, and is not there before a session has been
/// opened: no type of it may stand in what PowerShell looks at on import, the parameters and attributes of cmdlets.</remarks>
public abstract class ServerCmdlet : StoreCmdlet
{
    private protected ServerCmdlet()
    {
    }

    /// <summary>The client of the session.</summary>
    private protected EventStoreDbClient Client => ((EventStoreDbRecorder)Recorder).Client;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Require(StoreAddress, () =>
        {
            if (Recorder is not EventStoreDbRecorder)
                throw new NotAServerException(StoreName);
        });
    }
}
