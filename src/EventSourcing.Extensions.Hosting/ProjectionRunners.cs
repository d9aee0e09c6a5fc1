using EventSourcing.Projections;

namespace EventSourcing.Extensions.Hosting;

/// <summary>The runners of all projections and process managers of the host, by their names.</summary>
public sealed class ProjectionRunners : IAsyncDisposable
{
    private readonly Dictionary<string, ProjectionRunner> _byName = new(StringComparer.Ordinal);

    internal ProjectionRunners(IEnumerable<ProjectionRunner> runners)
    {
        foreach (var runner in runners)
            if (!_byName.TryAdd(runner.Name, runner))
                throw new InvalidOperationException($"Two projections or process managers are named '{runner.Name}'. Override the Name of one of them.");
    }

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<ProjectionRunner> All => _byName.Values;

    /// <summary>The runner of a projection or process manager.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="KeyNotFoundException">There is none of this name.</exception>
    public ProjectionRunner this[string name] => _byName.TryGetValue(name, out var runner)
        ? runner
        : throw new KeyNotFoundException($"There is no projection or process manager '{name}', only: {string.Join(", ", _byName.Keys)}.");

    /// <summary>Stops all.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var runner in _byName.Values)
            await runner.DisposeAsync().ConfigureAwait(false);
    }
}
