using System.Text;
using EventSourcing.Persistence;
using EventSourcing.Sqlite.Files;

namespace EventSourcing.Sqlite.Events;

/// <summary>Finds the events of the log that match a filter. Rules for types are tested once for each type there is; where
/// few match, their events are found by index. Beginnings of stream names are tested in SQL, patterns of them here.</summary>
internal sealed class LogQuery
{
    /// <summary>For so many types, an index each is quicker than a look at every event.</summary>
    private const int MostIndexed = 8;

    private const int FirstType = 3;

    private readonly Func<string, bool>? _matchesStream;
    private readonly Func<string, bool>? _matchesType;
    private readonly IReadOnlyList<TextRange> _included;
    private readonly IReadOnlyList<TextRange> _excluded;

    /// <exception cref="ArgumentException">A pattern of the filter is no regular expression.</exception>
    public LogQuery(EventFilter filter)
    {
        _matchesStream = filter.StreamPattern is null ? null : filter.CompileStream();
        _matchesType = filter.CompileType();
        _included = [.. filter.StreamPrefixes.Select(TextRange.Of)];
        string?[] excluded = [filter.IncludeSystem ? null : "$", filter.IncludeSnapshots ? null : EventFilter.SnapshotPrefix];
        _excluded = [.. excluded.OfType<string>().Select(TextRange.Of)];
    }

    /// <summary>Finds the positions of what matches between two positions, both included: the next in the direction, as
    /// many as a page may hold.</summary>
    /// <returns>The positions, and how far the log was looked through; <see langword="null"/>: to its end.</returns>
    public (List<long> Matches, long? Reached) Find(Database database, long first, long last, ReadDirection direction, CancellationToken cancel)
    {
        var matches = new List<long>();
        if (MatchingTypes(database) is not { } types)
            return (matches, null);

        using var query = database.Prepare(Sql(types.Count, direction));
        Bind(query, first, last, types);
        var found = 0;
        long? reached = null;
        for (; query.Step(); found++)
        {
            cancel.ThrowIfCancellationRequested();
            reached = query.Number(0);
            if (_matchesStream?.Invoke(query.Text(1)) != false)
                matches.Add(query.Number(0));
        }

        return (matches, found == EventPage.MostEvents ? reached : null);
    }

    /// <summary>The types that match; none listed where every type does, and nothing where no type does.</summary>
    private List<long>? MatchingTypes(Database database)
    {
        var count = 0;
        var matching = new List<long>();
        using var query = database.Prepare("SELECT id, name FROM types");
        for (; query.Step(); count++)
            if (_matchesType?.Invoke(query.Text(1)) != false)
                matching.Add(query.Number(0));
        return matching.Count == 0 ? null : matching.Count == count ? [] : matching;
    }

    private string Sql(int types, ReadDirection direction)
    {
        // The order of the join is as written (CROSS JOIN): along the log, and from each event to its stream.
        const string Each = "SELECT events.position, streams.name FROM events{0} CROSS JOIN streams ON streams.id = events.stream WHERE {1}events.position BETWEEN ?1 AND ?2{2} ORDER BY events.position{3} LIMIT {4}";
        var streams = StreamConditions(FirstType + types);
        var order = direction == ReadDirection.Forwards ? "" : " DESC";
        var each = types is > 0 and <= MostIndexed
            ? Enumerable.Range(FirstType, types).Select(type => Select(" INDEXED BY events_of_type", $"events.type = ?{type} AND "))
            : [Select("", types == 0 ? "" : $"events.type IN ({string.Join(", ", Enumerable.Range(FirstType, types).Select(type => $"?{type}"))}) AND ")];
        return $"{string.Join(" UNION ALL ", each.Select(select => $"SELECT * FROM ({select})"))} ORDER BY 1{order} LIMIT {EventPage.MostEvents}";

        string Select(string index, string type) => string.Format(null, CompositeFormat.Parse(Each), index, type, streams, order, EventPage.MostEvents);
    }

    private string StreamConditions(int parameter)
    {
        var included = _included.Select(Within).ToList();
        return (included.Count == 0 ? "" : $" AND ({string.Join(" OR ", included)})") + string.Concat(_excluded.Select(range => " AND NOT " + Within(range)));

        string Within(TextRange range) => range.To is null ? $"(streams.name >= ?{parameter++})" : $"(streams.name >= ?{parameter++} AND streams.name < ?{parameter++})";
    }

    private void Bind(Statement query, long first, long last, List<long> types)
    {
        query.With(first).With(last);
        foreach (var type in types)
            query.With(type);
        foreach (var (from, to) in _included.Concat(_excluded))
        {
            query.With(from);
            if (to is not null)
                query.With(to);
        }
    }
}
