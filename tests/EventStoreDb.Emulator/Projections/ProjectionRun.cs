using EventStoreDb.Emulator.Store;

namespace EventStoreDb.Emulator.Projections;

/// <summary>The work of a projection from one start to the next stop, and what is left of it afterwards.</summary>
internal sealed class ProjectionRun
{
    private readonly Database _database;
    private readonly IProjectionProcessor _processor;
    private readonly ProjectionWriter.Link _writer;
    private readonly TimeProvider _time;
    private readonly ProjectionCheckpoint? _from;
    private readonly string _name;
    private readonly Dictionary<string, long> _revisions;
    private int _next;
    private RecordedEvent? _seen;
    private TimeSpan _atWork;

    /// <exception cref="ProjectionFault">The query is none.</exception>
    public ProjectionRun(
        Database database,
        ProjectionDefinition definition,
        ProjectionWriter writer,
        (long Epoch, long Version) written,
        ProjectionCheckpoint? from,
        TimeProvider time)
    {
        (_database, _time, _from, _name) = (database, time, from, definition.Name);
        (Epoch, Version) = written;
        _writer = writer.For(definition, Epoch, Version);
        _processor = definition.Compile();
        LastCheckpoint = from?.Position ?? _processor.Source.Position(null, new Dictionary<string, long>());
        _revisions = new Dictionary<string, long>(from?.Revisions ?? new Dictionary<string, long>(), StringComparer.Ordinal);
        (_next, _seen) = (from?.Next ?? 0, from?.Seen);
        if (from is not null)
        {
            _processor.Load(from.State);
        }
    }

    public long Version { get; }

    public long Epoch { get; }

    public ProjectionState State { get; private set; }

    public bool IsStarted { get; private set; }

    public string LastCheckpoint { get; private set; }

    public long EventsProcessed { get; private set; }

    public long MillisecondsAtWork => (long)_atWork.TotalMilliseconds;

    public int PartitionCount => _processor.PartitionCount;

    public string Position => _processor.Source.Position(_seen, _revisions);

    /// <summary>Without a checkpoint to go on from, there is nothing to tell before the start.</summary>
    private bool HasState => IsStarted || _from is not null;

    public string? StateOf(string partition) => HasState ? _processor.State(partition) : null;

    public string? ResultOf(string partition) => HasState ? _processor.Result(partition) : null;

    public ProjectionCheckpoint Checkpoint()
    {
        LastCheckpoint = Position;
        return new ProjectionCheckpoint(_next, _seen, new Dictionary<string, long>(_revisions), Position, _processor.Save());
    }

    public void Stop() => State = ProjectionState.Stopped;

    /// <summary>Goes on to where the log ends now. What the projection itself writes comes the next time.</summary>
    /// <exception cref="ProjectionFault">The query has failed at an event.</exception>
    public void Advance()
    {
        (State, IsStarted) = (ProjectionState.Running, true);
        var begun = _time.GetTimestamp();
        var end = _database.Locate(long.MaxValue).Index;
        while (_next < end)
        {
            var page = _database.ReadLogForwards(_next, 1, 1, filter: null);
            if (page.Events is [var recorded] && _processor.Source.Project(recorded, _database) is { } projected)
            {
                Take(projected);
            }

            _next = page.Next;
        }

        _atWork += _time.GetElapsedTime(begun);
    }

    private void Take(ProjectedEvent projected)
    {
        var source = projected.Source;
        IReadOnlyList<Emission>? emissions;
        try
        {
            emissions = _processor.Process(projected);
        }
        catch (ProjectionFault fault)
        {
            State = ProjectionState.Faulted;
            var revisions = new Dictionary<string, long>(_revisions) { [source.Stream] = source.Revision };
            throw new ProjectionFault(Failure(_processor.Source.Position(source, revisions), fault.Message));
        }

        (_seen, _revisions[source.Stream]) = (source, source.Revision);
        if (emissions is null)
        {
            return;
        }

        EventsProcessed++;
        foreach (var emission in emissions)
        {
            _writer.Write(emission, projected, _processor.Source, _revisions);
        }
    }

    /// <summary>In the server's words, and with its line ends.</summary>
    private string Failure(string position, string message) => string.Join(
        "\r\n",
        $"The {_name} projection failed to process an event.",
        "Handler: EventStore.Projections.Core.Services.Interpreted.JintProjectionStateHandler",
        $"Event Position: {position}",
        "",
        "Message:",
        "",
        message);
}
