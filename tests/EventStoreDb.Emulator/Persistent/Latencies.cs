namespace EventStoreDb.Emulator.Persistent;

/// <summary>How long events stay with a reader: the last thousand of them, in milliseconds.</summary>
internal sealed class Latencies(TimeProvider time)
{
    private const int Kept = 1000;

    private static readonly (string Name, double Part)[] Parts =
    [
        ("Quintile 1", 0.2), ("Quintile 2", 0.4), ("Quintile 3", 0.6), ("Quintile 4", 0.8), ("Quintile 5", 1),
        ("90%", 0.9), ("95%", 0.95), ("99%", 0.99), ("99.5%", 0.995), ("99.9%", 0.999), ("Highest", 1),
    ];

    private readonly Dictionary<Guid, long> _begun = [];
    private readonly Queue<long> _taken = [];

    public void Begin(Guid id) => _begun[id] = time.GetTimestamp();

    public void End(Guid id)
    {
        if (!_begun.Remove(id, out var begun))
        {
            return;
        }

        _taken.Enqueue((long)time.GetElapsedTime(begun).TotalMilliseconds);
        if (_taken.Count > Kept)
        {
            _taken.Dequeue();
        }
    }

    /// <summary>The figures the server gives, in its order.</summary>
    public IReadOnlyList<(string Name, long Value)> Figures()
    {
        var sorted = _taken.Order().ToList();
        return
        [
            ("Mean", sorted.Count == 0 ? 0 : (long)sorted.Average()),
            ("Median", At(sorted, 0.5)),
            ("Fastest", At(sorted, 0)),
            .. Parts.Select(part => (part.Name, At(sorted, part.Part))),
        ];
    }

    private static long At(List<long> sorted, double part) =>
        sorted.Count == 0 ? 0 : sorted[(int)Math.Min(sorted.Count - 1, part * sorted.Count)];
}
