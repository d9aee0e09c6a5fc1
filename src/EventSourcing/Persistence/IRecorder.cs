namespace EventSourcing.Persistence;

/// <summary>The port to a store of events; every persistence module provides one.</summary>
/// <remarks>
/// <para>What every recorder promises: an append is all or nothing, its events keep their order and no other event comes
/// between them in the log; a wrong expected revision changes nothing; appending the same event ids again under the same
/// expected revision succeeds and changes nothing; reads stream in constant memory; every call ends, with a result or
/// with a <see cref="PersistenceException"/>, by its deadline at the latest, or is cancelled; all members may be called
/// from many threads at once.</para>
/// <para>Every call may raise <see cref="StoreUnavailableException"/>, <see cref="NotAuthenticatedException"/>,
/// <see cref="AccessDeniedException"/> and <see cref="StoreTimeoutException"/>.</para>
/// </remarks>
public interface IRecorder : IAsyncDisposable
{
    /// <summary>Asks the store what it is, and thereby finds out whether it can be reached and takes the credentials.</summary>
    Task<StoreInfo> GetInfoAsync(CancellationToken cancel = default);

    /// <summary>Appends events to one stream. Without events it changes nothing, and checks what is expected.</summary>
    /// <param name="stream">The stream's name; not empty.</param>
    /// <param name="expected">What is demanded of the stream.</param>
    /// <param name="events">The events, in order, each with an id of its own.</param>
    /// <param name="cancel">Gives up. The outcome is unknown then: append the same events again, or read the stream.</param>
    /// <returns>The revision and position of the last event. Where the same ids were appended before, those of then.</returns>
    /// <exception cref="WrongExpectedRevisionException">The stream is at another revision. Nothing was written.</exception>
    /// <exception cref="StreamDeletedException">The stream has been tombstoned.</exception>
    /// <exception cref="AppendTooLargeException">The events are more than the store takes at once. Nothing was written.</exception>
    /// <exception cref="AppendOutcomeUnknownException">The store may have written the events, or not.</exception>
    /// <exception cref="ArgumentException">A stream, id or type cannot be one. Nothing was written.</exception>
    /// <remarks>With <see cref="ExpectedRevision.Any"/> and <see cref="ExpectedRevision.StreamExists"/> EventStoreDB
    /// recognises repeated ids only as long as it has them in memory.</remarks>
    Task<AppendResult> AppendAsync(string stream, ExpectedRevision expected, IReadOnlyList<NewEvent> events, CancellationToken cancel = default);

    /// <summary>Appends to several streams at once, all or nothing.</summary>
    /// <param name="appends">The streams, each at most once, with their events.</param>
    /// <param name="cancel">Gives up; the outcome is unknown then.</param>
    /// <returns>A result for each stream, in the same order.</returns>
    /// <exception cref="AtomicAppendNotSupportedException">There is more than one stream, and the store cannot do that.
    /// Nothing was written.</exception>
    Task<IReadOnlyList<AppendResult>> AppendAsync(IReadOnlyList<StreamAppend> appends, CancellationToken cancel = default);

    /// <summary>Reads a stream. The read ends when the enumerator is disposed.</summary>
    /// <exception cref="StreamNotFoundException">The stream does not exist or is soft-deleted, and <see cref="StreamRead.MustExist"/> is set.</exception>
    /// <exception cref="StreamDeletedException">The stream has been tombstoned.</exception>
    IAsyncEnumerable<RecordedEvent> ReadStreamAsync(string stream, StreamRead read, CancellationToken cancel = default);

    /// <summary>Reads the log of all streams. The read ends when the enumerator is disposed.</summary>
    /// <exception cref="InvalidPositionException">The position to begin at is not that of an event.</exception>
    /// <exception cref="ArgumentException">A pattern of the filter is no regular expression.</exception>
    IAsyncEnumerable<RecordedEvent> ReadAllAsync(AllRead read, CancellationToken cancel = default);

    /// <summary>Subscribes to a stream, which need not exist yet: everything after a revision, once and in order, then
    /// live. A lost connection is taken up again after the last event delivered. Ends when the enumerator is disposed or
    /// the token is cancelled.</summary>
    /// <exception cref="StreamDeletedException">The stream has been tombstoned; also later, when it is.</exception>
    IAsyncEnumerable<SubscriptionMessage> SubscribeStreamAsync(string stream, StreamSubscription subscription, CancellationToken cancel = default);

    /// <summary>Subscribes to the log of all streams: everything after a position, once and in order, then live. A lost
    /// connection is taken up again after the last event delivered. Ends when the enumerator is disposed or the token is
    /// cancelled.</summary>
    /// <exception cref="InvalidPositionException">The position to begin after is not that of an event or checkpoint.</exception>
    /// <exception cref="ArgumentException">A pattern of the filter is no regular expression.</exception>
    IAsyncEnumerable<SubscriptionMessage> SubscribeAllAsync(AllSubscription subscription, CancellationToken cancel = default);

    /// <summary>Soft-deletes a stream: its events can no longer be read, and events appended later are numbered on from
    /// where it ended.</summary>
    /// <returns>The position of the deletion in the log; <see langword="null"/> where the store does not say.</returns>
    /// <exception cref="WrongExpectedRevisionException">The stream is at another revision, or does not exist.</exception>
    /// <exception cref="StreamDeletedException">The stream has been tombstoned.</exception>
    Task<Position?> DeleteStreamAsync(string stream, ExpectedRevision expected, CancellationToken cancel = default);

    /// <summary>Tombstones a stream: it is gone for ever, and its name can never be used again.</summary>
    /// <returns>The position of the tombstone in the log; <see langword="null"/> where the store does not say.</returns>
    /// <exception cref="WrongExpectedRevisionException">The stream is at another revision.</exception>
    /// <exception cref="StreamDeletedException">The stream has been tombstoned before.</exception>
    Task<Position?> TombstoneStreamAsync(string stream, ExpectedRevision expected, CancellationToken cancel = default);
}
