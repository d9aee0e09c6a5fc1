using System.Globalization;

namespace EventSourcing.Persistence;

/// <summary>The events of one append are more than the store takes at once. Nothing was written.</summary>
public sealed class AppendTooLargeException : PersistenceException
{
    /// <summary>Creates the error.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="limit">The most bytes the store takes in one append; <see langword="null"/> where it does not say.</param>
    /// <param name="innerException">The cause, if another error is.</param>
    public AppendTooLargeException(string stream, long? limit, Exception? innerException = null)
        : base($"The events to append to '{stream}' are more than the store takes at once{Limit(limit)}; nothing was written. Append fewer or smaller events, or raise the limit in the server.", stream, innerException) =>
        MaximumSize = limit;

    /// <summary>The most bytes the store takes in one append; <see langword="null"/> where it does not say.</summary>
    public long? MaximumSize { get; }

    private static string Limit(long? limit) => limit is { } bytes ? string.Create(CultureInfo.InvariantCulture, $" ({bytes} bytes)") : "";
}
