namespace EventSourcing.Tests.EventStoreDb.Resilience;

/// <summary>What writers have been told is stored.</summary>
internal sealed class Progress
{
    private readonly Lock _gate = new();
    private readonly List<(int Count, TaskCompletionSource Reached)> _awaited = [];
    private readonly Dictionary<string, int> _acknowledged = new(StringComparer.Ordinal);
    private int _total;

    /// <summary>How many events of a stream are acknowledged.</summary>
    public int Of(string stream)
    {
        lock (_gate)
            return _acknowledged.GetValueOrDefault(stream);
    }

    public void Acknowledged(string stream, int events)
    {
        lock (_gate)
        {
            _acknowledged[stream] = _acknowledged.GetValueOrDefault(stream) + events;
            _total += events;
            foreach (var (_, reached) in _awaited.Where(awaited => awaited.Count <= _total))
                reached.TrySetResult();
        }
    }

    /// <summary>Waits until as many events of all streams together are acknowledged.</summary>
    public Task ReachAsync(int count)
    {
        lock (_gate)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (count <= _total)
                reached.SetResult();
            else
                _awaited.Add((count, reached));
            return reached.Task;
        }
    }
}
