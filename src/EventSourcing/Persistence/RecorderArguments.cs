using System.Globalization;

namespace EventSourcing.Persistence;

/// <summary>What every recorder checks before it does anything, so that bad input is refused alike by all stores, and
/// before anything is written.</summary>
public static class RecorderArguments
{
    /// <summary>Checks the arguments of an append.</summary>
    /// <exception cref="ArgumentException">The stream or a type is empty, or an id is zero or there twice.</exception>
    public static void CheckAppend(string stream, IReadOnlyList<NewEvent> events)
    {
        CheckStream(stream);
        ArgumentNullException.ThrowIfNull(events);
        var ids = events.Count > 1 ? new HashSet<Guid>(events.Count) : null;
        for (var i = 0; i < events.Count; i++)
        {
            if (events[i].Id == Guid.Empty)
                throw new ArgumentException(Refused(stream, i, "its id is all zero"), nameof(events));
            if (string.IsNullOrEmpty(events[i].Type))
                throw new ArgumentException(Refused(stream, i, "its type is empty"), nameof(events));
            if (ids?.Add(events[i].Id) == false)
                throw new ArgumentException(Refused(stream, i, $"its id {events[i].Id} is there twice"), nameof(events));
        }
    }

    /// <summary>Checks the arguments of an append to several streams.</summary>
    /// <exception cref="ArgumentException">A stream is there twice, or as for one stream.</exception>
    public static void CheckAppends(IReadOnlyList<StreamAppend> appends)
    {
        ArgumentNullException.ThrowIfNull(appends);
        var streams = new HashSet<string>(StringComparer.Ordinal);
        foreach (var append in appends)
        {
            CheckAppend(append.Stream, append.Events);
            if (!streams.Add(append.Stream))
                throw new ArgumentException($"The stream '{append.Stream}' is there twice in one append; nothing was written.", nameof(appends));
        }
    }

    /// <summary>Checks the name of a stream.</summary>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public static void CheckStream(string stream)
    {
        if (string.IsNullOrEmpty(stream))
            throw new ArgumentException("A stream name must not be empty.", nameof(stream));
    }

    /// <summary>Checks how a stream is to be read.</summary>
    /// <exception cref="ArgumentException">The name is empty, or a number is below 0.</exception>
    public static void CheckRead(string stream, StreamRead read)
    {
        CheckStream(stream);
        ArgumentNullException.ThrowIfNull(read);
        ArgumentOutOfRangeException.ThrowIfNegative(read.From ?? 0, nameof(read));
        ArgumentOutOfRangeException.ThrowIfNegative(read.MaxCount, nameof(read));
    }

    /// <summary>Checks how the log is to be read.</summary>
    /// <exception cref="ArgumentException">A number is below 0, or a pattern is no regular expression.</exception>
    public static void CheckRead(AllRead read)
    {
        ArgumentNullException.ThrowIfNull(read);
        ArgumentOutOfRangeException.ThrowIfNegative(read.From?.Commit ?? 0, nameof(read));
        ArgumentOutOfRangeException.ThrowIfNegative(read.From?.Prepare ?? 0, nameof(read));
        ArgumentOutOfRangeException.ThrowIfNegative(read.MaxCount, nameof(read));
        _ = read.Filter.Compile();
    }

    /// <summary>Checks a subscription to a stream.</summary>
    /// <exception cref="ArgumentException">The name is empty, or the revision is below 0.</exception>
    public static void CheckSubscription(string stream, StreamSubscription subscription)
    {
        CheckStream(stream);
        ArgumentNullException.ThrowIfNull(subscription);
        ArgumentOutOfRangeException.ThrowIfNegative(subscription.After ?? 0, nameof(subscription));
    }

    /// <summary>Checks a subscription to the log.</summary>
    /// <exception cref="ArgumentException">The position is below 0, or a pattern is no regular expression.</exception>
    public static void CheckSubscription(AllSubscription subscription)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        ArgumentOutOfRangeException.ThrowIfNegative(subscription.After?.Commit ?? 0, nameof(subscription));
        ArgumentOutOfRangeException.ThrowIfNegative(subscription.After?.Prepare ?? 0, nameof(subscription));
        _ = subscription.Filter.Compile();
    }

    private static string Refused(string stream, int index, string why) => string.Create(
        CultureInfo.InvariantCulture, $"The event at place {index} of the append to '{stream}' was refused, because {why}; nothing was written.");
}
