using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using EventSourcing.Domain;
using EventSourcing.Persistence;
using EventSourcing.Snapshots;
using PSEventSourcing.Commands.Aggregates.Definitions;
using PSEventSourcing.Commands.Streams;

namespace PSEventSourcing.Commands.Aggregates.Folding;

/// <summary>An aggregate that is being rebuilt, event by event, on the pipeline's thread: script blocks and PowerShell
/// classes belong to the runspace that works there.</summary>
internal abstract class AggregateFold
{
    private protected AggregateFold(AggregateDefinition definition, string id)
    {
        Definition = definition;
        Stream = definition.StreamOf(id);
        Id = id;
    }

    public AggregateDefinition Definition { get; }

    public string Id { get; }

    public string Stream { get; }

    /// <summary>The revision of the last event that was taken in; -1 before any.</summary>
    public long Revision { get; private set; } = -1;

    /// <summary>The last event that was taken in.</summary>
    public RecordedEvent? Last { get; private set; }

    /// <summary>When an event was raised; where it does not say, when the store wrote it.</summary>
    public static DateTimeOffset TimeOf(RecordedEvent recorded) => EventMetadata.Parse(recorded.Metadata).Time ?? recorded.Created;

    /// <summary>Takes the next event into the state.</summary>
    /// <exception cref="TruncatedStreamException">Events before it are gone.</exception>
    /// <exception cref="UnhandledEventException">The aggregate has nothing for its type.</exception>
    /// <exception cref="EventHandlerFailedException">Taking it in failed.</exception>
    public void Take(RecordedEvent recorded)
    {
        if (recorded.Revision != Revision + 1)
            throw new TruncatedStreamException(Stream, recorded.Revision);
        if (!Knows(recorded.Type))
            throw new UnhandledEventException(Definition, recorded);
        Guarded(recorded, () => Apply(recorded));
        Revision = recorded.Revision;
        Last = recorded;
    }

    /// <summary>Begins with a snapshot instead of the first event.</summary>
    /// <returns>Whether it fits; if not, nothing has happened.</returns>
    public bool Begin(Snapshot snapshot)
    {
        if (!TryRestore(snapshot))
            return false;
        Revision = snapshot.Last.Revision;
        return true;
    }

    /// <summary>Sees the last event in the snapshot again: it proves that the stream was not deleted, and perhaps written
    /// anew, since.</summary>
    public bool IsAfter(Snapshot snapshot, RecordedEvent recorded)
    {
        Last = recorded;
        return LastEvent.Of(recorded) == snapshot.Last;
    }

    /// <summary>Takes a snapshot of the state as it is now.</summary>
    /// <exception cref="AggregateNotSnapshotableException">There is something in the state that a snapshot cannot keep.</exception>
    public abstract Snapshot TakeSnapshot();

    /// <summary>Makes the next event of what was given at the prompt, and takes it in. What cannot be taken in is not to be
    /// written.</summary>
    /// <exception cref="UnknownAggregateEventException">The aggregate has no such event.</exception>
    /// <exception cref="InvalidEventDataException">The data cannot be that of an event.</exception>
    public NewEvent Raise(string type, PSObject? data, EventContext context)
    {
        var raised = Make(Definition.StoredType(type), data, context);
        Take(new RecordedEvent
        {
            Stream = Stream,
            Revision = Revision + 1,
            Position = null,
            Id = raised.Id,
            Type = raised.Type,
            Created = context.TimeProvider.GetUtcNow(),
            Data = raised.Data,
            Metadata = raised.Metadata,
            IsJson = raised.IsJson,
        });
        return raised;
    }

    /// <summary>A copy of the state as it is now, which later events leave alone.</summary>
    public abstract object CopyState();

    private protected abstract bool TryRestore(Snapshot snapshot);

    private protected abstract bool Knows(string type);

    private protected abstract void Apply(RecordedEvent recorded);

    private protected abstract NewEvent Make(string type, PSObject? data, EventContext context);

    /// <summary>The user's code runs here, and can fail in any way.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever the user's code does, the error is to say to which aggregate and event; nothing is swallowed.")]
    private void Guarded(RecordedEvent recorded, Action work)
    {
        try
        {
            work();
        }
        catch (Exception error) when (error is not (PipelineStoppedException or EventMappingException))
        {
            throw new EventHandlerFailedException(Definition, Id, recorded, error, (error as RuntimeException)?.ErrorRecord?.InvocationInfo?.PositionMessage);
        }
    }
}
