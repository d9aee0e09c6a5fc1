using System.Globalization;
using EventSourcing.Persistence;

namespace PSEventSourcing.Commands.Streams.Measuring;

/// <summary>Counts events by groups; what it keeps in memory are the groups.</summary>
internal sealed class EventCounts(string stream, MeasureBy by)
{
    private readonly Dictionary<string, EventStreamMeasure> _groups = new(StringComparer.Ordinal);

    public void Count(RecordedEvent recorded)
    {
        var group = GroupOf(recorded);
        if (!_groups.TryGetValue(group, out var measure))
            _groups.Add(group, measure = new EventStreamMeasure { Stream = stream, Group = by == MeasureBy.Total ? null : group, First = recorded.Created, Last = recorded.Created });
        measure.Count++;
        measure.Bytes += recorded.Data.Length + recorded.Metadata.Length;
        // The clocks of two leaders of a cluster may differ.
        if (recorded.Created < measure.First)
            measure.First = recorded.Created;
        if (recorded.Created > measure.Last)
            measure.Last = recorded.Created;
    }

    /// <summary>The groups: times in their order, everything else the most first.</summary>
    public IEnumerable<EventStreamMeasure> Results()
    {
        var total = _groups.Values.Sum(measure => measure.Count);
        foreach (var measure in _groups.Values)
            measure.Share = (double)measure.Count / total;
        return by >= MeasureBy.Minute
            ? _groups.Values.OrderBy(measure => measure.Group, StringComparer.Ordinal)
            : _groups.Values.OrderByDescending(measure => measure.Count).ThenBy(measure => measure.Group, StringComparer.Ordinal);
    }

    private string GroupOf(RecordedEvent recorded) => by switch
    {
        MeasureBy.Type => recorded.Type,
        MeasureBy.Stream => recorded.Stream,
        MeasureBy.Minute => At(recorded, "yyyy-MM-dd HH:mm"),
        MeasureBy.Hour => At(recorded, "yyyy-MM-dd HH:00"),
        MeasureBy.Day => At(recorded, "yyyy-MM-dd"),
        MeasureBy.Month => At(recorded, "yyyy-MM"),
        _ => "",
    };

    private static string At(RecordedEvent recorded, string format) => recorded.Created.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}
