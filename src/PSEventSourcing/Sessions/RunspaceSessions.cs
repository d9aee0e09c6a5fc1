using System.Globalization;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace PSEventSourcing.Sessions;

/// <summary>The open sessions of one runspace. The one opened or selected last is the default. One may be closed by another
/// runspace that it was handed to.</summary>
internal sealed class RunspaceSessions
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceSessions> Known = [];

    private readonly Lock _gate = new();

    /// <summary>In the order they were opened or selected.</summary>
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
                return [.. _open.Where(session => session.IsOpen).OrderBy(session => session.Id)];
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

    /// <summary>The open session of a number or a name.</summary>
    public EventStoreSession? Find(string numberOrName) => Open.FirstOrDefault(session =>
        session.Id.ToString(CultureInfo.InvariantCulture) == numberOrName || string.Equals(session.Name, numberOrName, StringComparison.OrdinalIgnoreCase));

    /// <summary>Adds a session, and makes it the default.</summary>
    /// <returns>The session that has had its name until now, which nobody can name any more.</returns>
    public EventStoreSession? Add(EventStoreSession opened, string? name = null)
    {
        lock (_gate)
        {
            var former = name is null ? null : Find(name);
            if (former is not null)
                _open.Remove(former);
            opened.Id = ++_lastId;
            opened.Name = name;
            _open.Add(opened);
            return former;
        }
    }

    /// <summary>Makes an open session the default.</summary>
    /// <exception cref="ForeignSessionException">It was opened in another runspace, which will close it.</exception>
    public void Select(EventStoreSession session)
    {
        lock (_gate)
        {
            if (!_open.Remove(session))
                throw new ForeignSessionException(session);
            _open.Add(session);
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
