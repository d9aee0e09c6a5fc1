using Microsoft.AspNetCore.Connections;

namespace EventStoreDb.Emulator.Hosting;

/// <summary>The connections of one node.</summary>
internal sealed class Connections(EmulatorOptions options)
{
    private readonly Lock _gate = new();
    private readonly HashSet<Line> _open = [];
    private DateTimeOffset _refusedUntil;
    private DateTimeOffset _silentUntil;
    private bool _isOver;

    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        using var line = new Line(connection, this);
        if (!TryOpen(line))
        {
            // A listener cannot turn callers away before it accepts them; this is as close as it gets.
            line.Abort();
            return;
        }

        try
        {
            if (options.Faults is not null)
            {
                line.Interpose();
            }

            connection.Features.Set(line);
            await next(connection);
        }
        finally
        {
            lock (_gate)
            {
                _open.Remove(line);
            }
        }
    }

    public void RefuseFor(TimeSpan time)
    {
        lock (_gate)
        {
            _refusedUntil = options.TimeProvider.GetUtcNow() + time;
        }
    }

    public void SilenceFor(TimeSpan time)
    {
        lock (_gate)
        {
            _silentUntil = options.TimeProvider.GetUtcNow() + time;
        }
    }

    /// <summary>As when the process is killed: all connections are gone, and no new one is made.</summary>
    public void Kill()
    {
        List<Line> open;
        lock (_gate)
        {
            _isOver = true;
            open = [.. _open];
        }

        open.ForEach(line => line.Abort());
    }

    private bool TryOpen(Line line)
    {
        lock (_gate)
        {
            var now = options.TimeProvider.GetUtcNow();
            if (_isOver || now < _refusedUntil)
            {
                return false;
            }

            if (now < _silentUntil)
            {
                line.FallSilent();
            }

            _open.Add(line);
            return true;
        }
    }
}
