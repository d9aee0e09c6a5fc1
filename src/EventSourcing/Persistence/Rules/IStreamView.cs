using EventSourcing.Persistence.Metadata;

namespace EventSourcing.Persistence.Rules;

/// <summary>What a store of our own knows of one stream, for <see cref="StreamRules"/> to judge by. It must not change
/// between the judgement and the write that follows from it.</summary>
public interface IStreamView
{
    /// <summary>The stream's name.</summary>
    string Name { get; }

    /// <summary>The revision of the last event ever written; -1 where there was none.</summary>
    long Last { get; }

    /// <summary>What metadata says; what <see cref="StreamRules.InitialMetadata"/> does where none was ever set.</summary>
    StreamMetadata Metadata { get; }

    /// <summary>Whether the stream is gone for ever.</summary>
    bool IsTombstoned { get; }

    /// <summary>Finds an event.</summary>
    /// <returns><see langword="null"/> where the store has none at the revision.</returns>
    StreamEntry? Find(long revision);

    /// <summary>Finds the first place of an id in the stream.</summary>
    /// <returns><see langword="null"/> where no event has it.</returns>
    long? RevisionOf(Guid id);

    /// <summary>Finds the first event, from a revision on, that was not written before a time.</summary>
    /// <returns>Its revision; one beyond the last where there is none.</returns>
    long FirstSince(long revision, DateTimeOffset oldest);
}
