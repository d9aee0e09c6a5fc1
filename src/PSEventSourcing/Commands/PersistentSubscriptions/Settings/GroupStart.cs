using System.Globalization;
using EventSourcing.EventStoreDb.Client.PersistentSubscriptions;
using EventSourcing.Persistence;

namespace PSEventSourcing.Commands.PersistentSubscriptions.Settings;

/// <summary>Where a persistent subscription begins, in the words of operators and in those of the server.</summary>
internal static class GroupStart
{
    private const string Start = "Start";
    private const string End = "End";

    /// <summary>Reads what was typed, or what <see cref="Show"/> has shown.</summary>
    /// <returns><see langword="null"/> where it is no place.</returns>
    public static PersistentSubscriptionStart? Parse(string place, bool isOfAll)
    {
        if (place.Equals(Start, StringComparison.OrdinalIgnoreCase))
            return PersistentSubscriptionStart.Start;
        if (place.Equals(End, StringComparison.OrdinalIgnoreCase))
            return PersistentSubscriptionStart.End;
        if (!isOfAll)
            return long.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? PersistentSubscriptionStart.At(revision) : null;
        return Position.TryParse(place, out var position) ? PersistentSubscriptionStart.At(position) : null;
    }

    /// <summary>What the server says of a start: a revision, where -1 is the end, or a position.</summary>
    public static string Show(string told) => told switch
    {
        "-1" or "C:-1/P:-1" => End,
        "0" or "C:0/P:0" => Start,
        _ => ShowPlace(told)!,
    };

    /// <summary>What the server says of a place, with positions as they are shown everywhere else.</summary>
    public static string? ShowPlace(string? told) => Position.TryParse(told, out var position) ? position.ToString() : told;
}
