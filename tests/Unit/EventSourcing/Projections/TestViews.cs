using EventSourcing.Persistence;
using EventSourcing.Projections;

namespace EventSourcing.Tests.Projections;

/// <summary>A view store with the counts of tricks in it, as the projection contract needs it of each kind.</summary>
public abstract class TestViews : IAsyncDisposable
{
    /// <summary>Runs on a fresh projection object, as a process does that was started again.</summary>
    /// <param name="recorder">The store that is followed.</param>
    /// <param name="prefix">The streams it looks at.</param>
    /// <param name="counted">Is called after an event has been counted and before that is committed.</param>
    /// <param name="store">Goes wrong where the view store is used, told what it is about to do, or has done.</param>
    /// <param name="options">How to run.</param>
    public abstract ProjectionRunner Runner(
        IRecorder recorder,
        string prefix,
        Func<RecordedEvent, CancellationToken, Task>? counted = null,
        Action<string>? store = null,
        ProjectionOptions? options = null);

    /// <summary>What the view says.</summary>
    public abstract IReadOnlyDictionary<string, int> Counts(string prefix);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
