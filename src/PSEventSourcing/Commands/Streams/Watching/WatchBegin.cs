using System.Globalization;
using EventSourcing.Persistence;

namespace PSEventSourcing.Commands.Streams.Watching;

/// <summary>Where a watch begins.</summary>
/// <param name="LiveOnly">Whether it leaves out what is stored already.</param>
/// <param name="After">The place after which it begins: a revision as a position of one figure, or a position;
/// <see langword="null"/>: with the first event.</param>
/// <param name="FromPosition">The position of the event to begin with, itself included.</param>
internal sealed record WatchBegin(bool LiveOnly, Position? After, Position? FromPosition)
{
    /// <param name="place">What was typed, or kept in a file.</param>
    /// <param name="isOneStream">Whether places are revisions.</param>
    /// <param name="isAfter">Whether the event at the place is left out.</param>
    /// <exception cref="InvalidWatchBeginException">It is no place.</exception>
    public static WatchBegin At(string place, bool isOneStream, bool isAfter)
    {
        if (!isAfter && place.Equals("End", StringComparison.OrdinalIgnoreCase))
            return new WatchBegin(LiveOnly: true, null, null);
        if (!isAfter && place.Equals("Start", StringComparison.OrdinalIgnoreCase))
            return new WatchBegin(LiveOnly: false, null, null);
        if (isOneStream && long.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var revision))
            return new WatchBegin(LiveOnly: false, isAfter ? new Position(revision) : revision == 0 ? null : new Position(revision - 1), null);
        if (!isOneStream && Position.TryParse(place, out var position))
            return new WatchBegin(LiveOnly: false, isAfter ? position : null, isAfter ? null : position);
        throw new InvalidWatchBeginException(place, isOneStream);
    }
}
