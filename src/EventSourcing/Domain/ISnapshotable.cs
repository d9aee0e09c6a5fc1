namespace EventSourcing.Domain;

/// <summary>An aggregate that offers its state as a record, so that it can be rebuilt from a snapshot and the events after
/// it instead of from all of its events.</summary>
/// <typeparam name="TState">The state: a record, which may be private to the aggregate. It is stored like an event, under
/// its own type name and version (<see cref="EventTypeAttribute"/>, <see cref="UpcastAttribute"/>).</typeparam>
/// <remarks>A snapshot is a shortcut and never the truth: one that no longer fits is left aside, and the aggregate rebuilt
/// from its events.</remarks>
public interface ISnapshotable<TState>
    where TState : notnull
{
    /// <summary>Gives all of the state that the events have made, but for id and revision.</summary>
    TState TakeSnapshot();

    /// <summary>Takes the state back, into an aggregate that was made by its constructor without parameters and has its id.</summary>
    void RestoreSnapshot(TState state);
}
