namespace EventSourcing.Persistence;

/// <summary>A stream was not at the revision that was demanded of it. Nothing was written.</summary>
public sealed class WrongExpectedRevisionException : PersistenceException
{
    /// <summary>Creates the error.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="expected">What was demanded.</param>
    /// <param name="actual">The revision it is at; <see langword="null"/> where it does not exist.</param>
    /// <param name="innerException">The cause, if another error is.</param>
    public WrongExpectedRevisionException(string stream, ExpectedRevision expected, long? actual, Exception? innerException = null)
        : base($"The stream '{stream}' is at {At(actual)}, but {expected} was expected; nothing was written. Load it again and decide again.", stream, innerException)
    {
        Expected = expected;
        Actual = actual;
    }

    /// <summary>What was demanded.</summary>
    public ExpectedRevision Expected { get; }

    /// <summary>The revision the stream is at; <see langword="null"/> where it does not exist.</summary>
    public long? Actual { get; }

    private static string At(long? actual) => actual is { } revision ? ExpectedRevision.Exactly(revision).ToString() : "no revision, because it does not exist";
}
