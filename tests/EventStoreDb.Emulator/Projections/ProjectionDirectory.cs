using EventStoreDb.Emulator.Store;

namespace EventStoreDb.Emulator.Projections;

/// <summary>All projections of a node, and what keeps them going.</summary>
internal sealed class ProjectionDirectory : IDisposable
{
    // Projections lag behind: what is written in one go is there before anything is made of it, as on the real server.
    private static readonly TimeSpan Lag = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly Database _database;
    private readonly EmulatorOptions _options;
    private readonly List<Projection> _projections = [];
    private readonly CancellationTokenSource _stop = new();

    public ProjectionDirectory(Database database, EmulatorOptions options)
    {
        (_database, _options) = (database, options);
        if (options.Projections == ProjectionMode.None)
        {
            return;
        }

        foreach (var (name, index) in StandardProjection.All)
        {
            var definition = new ProjectionDefinition(
                name, ProjectionKind.Continuous, "", MayEmit: true, TracksStreams: false, index);
            var projection = new Projection(database, definition, options.TimeProvider);
            _projections.Add(projection);
            projection.Begin(isEnabled: false);
            if (options.StartStandardProjections)
            {
                projection.Enable();
            }
        }

        _ = FollowAsync(_stop.Token);
    }

    public IReadOnlyList<Projection> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _projections];
            }
        }
    }

    public Projection? Find(string name) =>
        All.FirstOrDefault(projection => string.Equals(projection.Definition.Name, name, StringComparison.Ordinal));

    /// <summary>False if the name is taken.</summary>
    public bool TryCreate(ProjectionDefinition definition)
    {
        var mayRun = _options.Projections == ProjectionMode.All;
        var projection = new Projection(_database, definition, _options.TimeProvider, mayRun);
        lock (_gate)
        {
            if (Find(definition.Name) is not null)
            {
                return false;
            }

            _projections.Add(projection);
        }

        projection.Begin(isEnabled: true);
        return true;
    }

    public void Delete(Projection projection)
    {
        lock (_gate)
        {
            _projections.Remove(projection);
        }

        projection.End();
    }

    /// <summary>Stops all and starts again those that ran. Transient ones do not survive that.</summary>
    public void Restart()
    {
        foreach (var projection in All)
        {
            if (projection.Definition.Kind == ProjectionKind.Transient)
            {
                Delete(projection);
            }
            else if (projection.IsRunning)
            {
                projection.Disable(abort: false);
                projection.Enable();
            }
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private async Task FollowAsync(CancellationToken cancel)
    {
        while (true)
        {
            var written = _database.NextWrite;
            foreach (var projection in All)
            {
                projection.Advance();
            }

            await written.WaitAsync(cancel);
            await Task.Delay(Lag, _options.TimeProvider, cancel);
        }
    }
}
