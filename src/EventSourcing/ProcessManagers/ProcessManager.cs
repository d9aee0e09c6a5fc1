using EventSourcing.Persistence;
using EventSourcing.Persistence.Checkpoints;
using EventSourcing.Projections;

namespace EventSourcing.ProcessManagers;

/// <summary>An application that follows the events of another one, and answers with events of its own. Derive from it, and
/// register a handler for each class of events in the constructor.</summary>
/// <remarks>
/// <para>What is followed may be in any store. The process manager's own store keeps its checkpoint together with the
/// events it saves, so that each event followed has its effect exactly once; SQLite and the store in memory can do that,
/// and any other is refused before anything runs.</para>
/// <para>A handler may run several times for one event, on freshly loaded aggregates, when another writer was faster or
/// nothing was committed; so it should do nothing but load, decide and add.</para>
/// </remarks>
public abstract class ProcessManager : Application
{
    private readonly EventHandlers<ProcessTransaction> _handlers = new();
    private readonly Lazy<ProjectionRunner> _runner;

    /// <summary>Creates the process manager; nothing is opened yet.</summary>
    protected ProcessManager() => _runner = new(CreateRunner);

    /// <summary>What is followed, such as <see cref="Application.FollowedLog"/> of another application.</summary>
    public required FollowedLog Follows { get; init; }

    /// <summary>How it is run.</summary>
    public ProjectionOptions Options { get; init; } = new();

    /// <summary>Runs it: starts, stops, waits. The checkpoint is kept under the application's <see cref="Application.Name"/>.</summary>
    /// <exception cref="CheckpointsNotSupportedException">Its own store cannot keep events and checkpoint together.</exception>
    /// <exception cref="ConfigurationException">The settings name no usable store.</exception>
    public ProjectionRunner Runner => _runner.Value;

    /// <summary>The beginnings of the names of the streams that are followed, such as <c>Dog-</c>; empty: all streams.</summary>
    protected virtual IReadOnlyList<string> StreamPrefixes => [];

    /// <summary>Stops it, then closes its own store unless that was given. What it follows stays open.</summary>
    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_runner.IsValueCreated)
            await Runner.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Handles events of a class.</summary>
    /// <param name="handle">Takes the transaction and the event.</param>
    protected void On<TEvent>(Action<ProcessTransaction, TEvent> handle) =>
        _handlers.Add<TEvent>((transaction, data, _) => handle(transaction, data));

    /// <summary>Handles events of a class.</summary>
    /// <param name="handle">Takes the transaction, the event, and the event as it was recorded.</param>
    protected void On<TEvent>(Action<ProcessTransaction, TEvent, RecordedEvent> handle) => _handlers.Add(handle);

    /// <summary>Handles events of a class.</summary>
    /// <param name="handle">Takes the transaction and the event.</param>
    protected void On<TEvent>(Func<ProcessTransaction, TEvent, Task> handle) =>
        _handlers.Add<TEvent>((transaction, data, _, _) => handle(transaction, data));

    /// <summary>Handles events of a class.</summary>
    /// <param name="handle">Takes the transaction, the event, and the event as it was recorded.</param>
    protected void On<TEvent>(Func<ProcessTransaction, TEvent, RecordedEvent, Task> handle) =>
        _handlers.Add<TEvent>((transaction, data, recorded, _) => handle(transaction, data, recorded));

    /// <summary>Handles events of a class.</summary>
    /// <param name="handle">Takes the transaction, the event, the event as it was recorded, and the token that is
    /// cancelled when the process manager is to stop.</param>
    protected void On<TEvent>(Func<ProcessTransaction, TEvent, RecordedEvent, CancellationToken, Task> handle) => _handlers.Add(handle);

    private ProjectionRunner CreateRunner()
    {
        var own = Recorder as ICheckpointRecorder ?? throw new CheckpointsNotSupportedException(Name);
        return new(Follows.Recorder, new Follower<ProcessTransaction>(Name, Follows, _handlers, StreamPrefixes, new ProcessStore(Repository, own)), Options);
    }
}
