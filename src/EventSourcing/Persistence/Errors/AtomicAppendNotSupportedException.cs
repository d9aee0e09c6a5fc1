namespace EventSourcing.Persistence;

/// <summary>Several streams were to be written at once, and the store cannot do that. Nothing was written.</summary>
public sealed class AtomicAppendNotSupportedException : PersistenceException
{
    /// <summary>Creates the error.</summary>
    /// <param name="store">The store, for the message.</param>
    /// <param name="streams">How many streams were to be written.</param>
    public AtomicAppendNotSupportedException(string store, int streams)
        : base($"{store} cannot append to {streams} streams at once; nothing was written. Save one aggregate at a time, or use a store that can (in memory, SQLite).")
    {
    }
}
