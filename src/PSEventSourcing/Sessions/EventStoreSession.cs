using System.Diagnostics.CodeAnalysis;
using System.Management.Automation.Runspaces;
using EventSourcing.Persistence;

namespace PSEventSourcing.Sessions;

/// <summary>An open connection to a store of events.</summary>
public sealed class EventStoreSession
{
    private readonly IRecorder _recorder;
    private readonly StoreInfo _info;
    private int _closed;

    private EventStoreSession(IRecorder recorder, StoreInfo info)
    {
        _recorder = recorder;
        _info = info;
    }

    /// <summary>The number of the session in its runspace, from 1; the parameter <c>-Session</c> takes it.</summary>
    public int Id { get; internal set; }

    /// <summary>The name it was given; the parameter <c>-Session</c> takes that too.</summary>
    public string? Name { get; internal set; }

    /// <summary>The kind of store.</summary>
    public string Store => _info.Store;

    /// <summary>The store's version; nothing where it has none of its own.</summary>
    public string? Version => _info.Version;

    /// <summary>Where the store is: host and port, or a file; nothing where it is in memory.</summary>
    public string? Address => _info.Address;

    /// <summary>When the session was opened.</summary>
    public DateTimeOffset Since { get; } = TimeProvider.System.GetLocalNow();

    /// <summary>Whether it is open.</summary>
    public bool IsOpen => Volatile.Read(ref _closed) == 0;

    /// <summary>Whether it is the one that cmdlets of this runspace use unless told otherwise.</summary>
    public bool IsDefault => Runspace.DefaultRunspace is not null && RunspaceSessions.Current.Default == this;

    /// <summary>The port to the store.</summary>
    /// <exception cref="SessionClosedException">The session has been closed.</exception>
    internal IRecorder Recorder => IsOpen ? _recorder : throw new SessionClosedException(this);

    /// <summary>Opens a session, and finds out whether the store answers and takes the credentials.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The session owns the recorder; where there is no session, it is disposed.")]
    internal static async Task<EventStoreSession> OpenAsync(Settings settings, CancellationToken cancel)
    {
        var recorder = PersistenceModules.Open(settings);
        try
        {
            var info = await recorder.GetInfoAsync(cancel).ConfigureAwait(false);
            cancel.ThrowIfCancellationRequested();
            return new EventStoreSession(recorder, info);
        }
        catch
        {
            await recorder.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Closes the session. Closing it again changes nothing.</summary>
    internal ValueTask CloseAsync() => Interlocked.Exchange(ref _closed, 1) == 0 ? _recorder.DisposeAsync() : default;

    /// <summary>The store and where it is, such as <c>EventStoreDB 23.10.8 at localhost:2113</c>.</summary>
    public override string ToString() =>
        Store + (Version is null ? "" : " " + Version) + (Address is null ? "" : " at " + Address);
}
