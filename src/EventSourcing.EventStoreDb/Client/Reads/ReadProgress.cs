using EventSourcing.EventStoreDb.Client.Wire;
using EventSourcing.EventStoreDb.Protos.Streams;
using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Reads;

/// <summary>How far a read or subscription has come, so that another call can go on after this one is lost.</summary>
internal abstract class ReadProgress
{
    /// <summary>What the call is, for traces: its service and method.</summary>
    public string Operation => IsSubscription ? "streams.subscribe" : "streams.read";

    /// <summary>What the call is, for messages.</summary>
    public abstract string Name { get; }

    /// <summary>The stream that is read; <see langword="null"/>: the log of all streams.</summary>
    public virtual string? Stream => null;

    /// <summary>The position the next call begins at, if it begins at one.</summary>
    public virtual Position? From => null;

    /// <summary>Whether it goes on live, and only its reader ends it.</summary>
    public virtual bool IsSubscription => false;

    /// <summary>Whether the server may be silent for long because it looks for what matches.</summary>
    public virtual bool IsFiltered => false;

    /// <summary>Whether nothing is left to read.</summary>
    public virtual bool IsDone => false;

    /// <summary>The request that goes on from here.</summary>
    public abstract ReadReq Request();

    /// <summary>Moves on over an answer.</summary>
    /// <returns>Whether the answer is to be handed on; not if it was before the connection was lost.</returns>
    public abstract bool MovesOver(ReadAnswer answer);
}
