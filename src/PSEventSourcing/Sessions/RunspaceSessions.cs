using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace PSEventSourcing.Sessions;

/// <summary>The open sessions of one runspace. The one opened last is the default. One may be closed by another runspace
/// that it was handed to.</summary>
internal sealed class RunspaceSessions
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceSessions> Known = [];

    private readonly Lock _gate = new();
    private readonly List<EventStoreSession> _open = [];
    private int _lastId;

    /// <summary>The sessions of the runspace that the calling thread works for.</summary>
    public static RunspaceSessions Current => Known.GetOrCreateValue(Runspace.DefaultRunspace);

    /// <summary>The open sessions, oldest first.</summary>
    public IReadOnlyList<EventStoreSession> Open
    {
        get
        {
            lock (_gate)
                return [.. _open.Where(session => session.IsOpen)];
        }
    }

    /// <summary>The session that cmdlets use unless told otherwise, if one is open.</summary>
    public EventStoreSession? Default
    {
        get
        {
            lock (_gate)
                return _open.LastOrDefault(session => session.IsOpen);
        }
    }

    public void Add(EventStoreSession opened)
    {
        lock (_gate)
        {
            opened.Id = ++_lastId;
            _open.Add(opened);
        }
    }

    public void Remove(EventStoreSession closed)
    {
        lock (_gate)
            _open.Remove(closed);
    }

    /// <summary>Closes every session of a runspace that is about to end. Nobody is left to wait for it or to be told of
    /// an error, so it goes on in the background.</summary>
    public static void CloseAll(Runspace runspace)
    {
        if (!Known.TryGetValue(runspace, out var sessions))
            return;
        Known.Remove(runspace);
        foreach (var session in sessions.Open)
            _ = session.CloseAsync().AsTask();
    }
}
