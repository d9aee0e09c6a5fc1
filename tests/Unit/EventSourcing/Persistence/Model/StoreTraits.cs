namespace EventSourcing.Tests.Persistence.Model;

/// <summary>Where stores differ, and may. Everything else the model demands of all of them alike.</summary>
public sealed record StoreTraits
{
    /// <summary>A store of our own.</summary>
    public static StoreTraits Embedded { get; } = new();

    /// <summary>A file that must not grow with every snapshot.</summary>
    public static StoreTraits Sqlite { get; } = new() { DropsHiddenSnapshots = true };

    /// <summary>EventStoreDB 23.10, in the words of its wire facts and as the server itself was seen to do.</summary>
    public static StoreTraits EventStoreDb { get; } = new()
    {
        AppendsToOneStreamOnly = true,
        KnowsIdsOfTheWholeStore = true,
        EmptyAppendsRevive = true,
        MetadataMakesAStreamExist = true,
        TakesMetadataOfTombstonedStreams = true,
        ConflictsForetell = true,
    };

    /// <summary>An append to more than one stream is refused.</summary>
    public bool AppendsToOneStreamOnly { get; private init; }

    /// <summary>Where no definite revision is expected, repeats are recognised by one table for the whole store, which
    /// knows of each id the first place alone. An id that was first written to another stream is new then, and a repeat is
    /// whatever consists of known ids, in whatever order; only that one which ends before it begins is never answered.
    /// Otherwise a repeat is recognised within its stream, in the order it was written in.</summary>
    public bool KnowsIdsOfTheWholeStore { get; private init; }

    /// <summary>An append without events brings a soft-deleted stream back, empty; and expecting no stream it is refused
    /// there, although one with events is not. Otherwise an append without events never changes anything.</summary>
    public bool EmptyAppendsRevive { get; private init; }

    /// <summary>A stream of which there is only metadata counts as existing for whoever appends or deletes, though not for
    /// whoever reads.</summary>
    public bool MetadataMakesAStreamExist { get; private init; }

    /// <summary>A tombstoned stream that has metadata can be given more, though nobody can read it. The server does so as
    /// long as its writer remembers the metadata; in a trial it does.</summary>
    public bool TakesMetadataOfTombstonedStreams { get; private init; }

    /// <summary>A write is refused by what is being written, while reads show what has been written: who was told of a
    /// revision may not be able to read it yet. What was acknowledged everybody can read.</summary>
    public bool ConflictsForetell { get; private init; }

    /// <summary>When a stream of snapshots is appended to, what its metadata hides is gone, from the log too, and other
    /// metadata does not bring it back. Its last event stays, and repeats are still recognised.</summary>
    public bool DropsHiddenSnapshots { get; private init; }
}
