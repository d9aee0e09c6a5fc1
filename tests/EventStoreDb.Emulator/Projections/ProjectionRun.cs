using EventStoreDb.Emulator.Store;

namespace EventStoreDb.Emulator.Projections;

/// <summary>A projection from one start to the next stop.</summary>
internal sealed class ProjectionRun
{
    private readonly Database _database;
    private readonly ProjectionWriter.Link _writer;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, long> _revisions;
    private int _next;
    private RecordedEvent? _seen;
    private TimeSpan _atWork;

    /// <exception cref="ProjectionFault">The query is none.</exception>
    public ProjectionRun(
        Database database, ProjectionDefinition definition, ProjectionWriter.Link writer, ProjectionCheckpoint? from, TimeProvider time)
    {
        (_database, _writer, _time) = (database, writer, time);
        Processor = definition.Compile();
        NoPosition = Processor.Source.Position(null, new Dictionary<string, long>());
        _revisions = new Dictionary<string, long>(from?.Revisions ?? new Dictionary<string, long>(), StringComparer.Ordinal);
        (_next, _seen) = (from?.Next ?? 0, from?.Seen);
        if (from is not null)
        {
            Processor.Load(from.State);
        }
    }

    public IProjectionProcessor Processor { get; }

    public string NoPosition { get; }

    public long EventsProcessed { get; private set; }

    public long MillisecondsAtWork => (long)_atWork.TotalMilliseconds;

    public string Position => Processor.Source.Position(_seen, _revisions);

    public ProjectionCheckpoint Checkpoint() => new(_next, _seen, new Dictionary<string, long>(_revisions), Position, Processor.Save());

    /// <summary>Goes on to where the log ends now. What the projection itself writes comes the next time.</summary>
    /// <exception cref="ProjectionFault">The query has failed at an event.</exception>
    public void Advance()
    {
        var begun = _time.GetTimestamp();
        var end = _database.Locate(long.MaxValue).Index;
        while (_next < end)
        {
            var page = _database.ReadLogForwards(_next, 1, 1, filter: null);
            _next = page.Next;
            if (page.Events is [var recorded] && Processor.Source.Project(recorded, _database) is { } projected)
            {
                Take(projected);
            }
        }

        _atWork += _time.GetElapsedTime(begun);
    }

    private void Take(ProjectedEvent projected)
    {
        var emissions = Processor.Process(projected);
        _seen = projected.Source;
        _revisions[_seen.Stream] = _seen.Revision;
        EventsProcessed++;
        foreach (var emission in emissions)
        {
            _writer.Write(emission, projected, Processor.Source, _revisions);
        }
    }
}
