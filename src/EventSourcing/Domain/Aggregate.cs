using System.Diagnostics.CodeAnalysis;

namespace EventSourcing.Domain;

/// <summary>A consistency boundary: it decides, raises events, and is rebuilt from them.</summary>
/// <remarks>
/// <para>Derive from it, raise events with <see cref="Raise"/>, and take each into the state in a
/// <c>private void Apply(TheEvent e)</c>. State changes only in <c>Apply</c>, because only that runs again when the
/// aggregate is rebuilt. A constructor without parameters, which may be private, is what rebuilding begins with.</para>
/// <para>An aggregate is used by one thread at a time.</para>
/// </remarks>
public abstract class Aggregate
{
    private readonly List<RaisedEvent> _pending = [];
    private string? _id;

    /// <summary>Begins an aggregate whose id is a new UUID of version 7.</summary>
    protected Aggregate()
    {
    }

    /// <summary>Begins an aggregate with an id of the caller's choice.</summary>
    /// <param name="id">The id: any text but an empty one or one with surrounding spaces or control characters.</param>
    /// <exception cref="ArgumentException">The id cannot be one.</exception>
    protected Aggregate(string id) => _id = AggregateId.Validated(id);

    /// <summary>The aggregate's id.</summary>
    public string Id => _id ??= AggregateId.New();

    /// <summary>The revision of the last event, raised ones included: 0 after the first; -1 before any.</summary>
    public long Revision { get; private set; } = -1;

    /// <summary>The events raised and not saved yet, in order.</summary>
    public IReadOnlyList<RaisedEvent> PendingEvents => _pending;

    /// <summary>The revision of the last saved event; -1 where none is.</summary>
    public long SavedRevision => Revision - _pending.Count;

    /// <summary>Takes a new event into the state, and keeps it to be saved.</summary>
    /// <param name="data">The event: a record of the domain.</param>
    /// <exception cref="MissingApplyException">The aggregate has no <c>Apply</c> for it.</exception>
    [SuppressMessage("Design", "CA1030:Use events where appropriate", Justification = "Raising an event is the field's term, and has nothing to do with C# events.")]
    protected void Raise(object data)
    {
        ArgumentNullException.ThrowIfNull(data);
        AggregateType.Of(GetType()).Apply(this, data);
        _pending.Add(EventContext.Current.Stamp(data, Revision < 0 ? GetType() : null));
        Revision++;
    }

    /// <summary>Takes a stored event into the state.</summary>
    internal void Fold(AggregateType type, object data, long revision)
    {
        type.Apply(this, data);
        Revision = revision;
    }

    internal void BeginRebuild(string id) => _id = id;

    /// <summary>The state of a revision was restored; events go on from there.</summary>
    internal void ResumeAt(long revision) => Revision = revision;

    /// <summary>Forgets the first <paramref name="count"/> pending events, because they are saved.</summary>
    internal void Saved(int count) => _pending.RemoveRange(0, count);
}
