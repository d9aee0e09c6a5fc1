using EventSourcing.Persistence;
using EventSourcing.Sqlite.Files;

namespace EventSourcing.Sqlite.Events;

/// <summary>Events as queries bring them.</summary>
internal static class EventRow
{
    /// <summary>A query of whole events, to which only the condition is missing.</summary>
    public const string Select = """
        SELECT events.position, streams.name, events.revision, events.id, types.name, events.created, events.is_json, events.metadata, events.data
        FROM events JOIN streams ON streams.id = events.stream JOIN types ON types.id = events.type
        """;

    public static RecordedEvent Read(Statement row) => new()
    {
        Position = new Position(row.Number(0)),
        Stream = row.Text(1),
        Revision = row.Number(2),
        Id = row.Id(3),
        Type = row.Text(4),
        Created = Timestamp.Time(row.Number(5)),
        IsJson = row.Number(6) != 0,
        Metadata = row.Bytes(7),
        Data = row.Bytes(8),
    };
}
