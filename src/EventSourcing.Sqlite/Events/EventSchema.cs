using EventSourcing.Sqlite.Files;

namespace EventSourcing.Sqlite.Events;

/// <summary>The tables of a file of events.</summary>
internal static class EventSchema
{
    /// <summary>Positions are never given twice, also when the newest events are gone. Names are kept once each, so that
    /// events of a type are found by an index of numbers. A stream's row says what is true of it now, so that judging an
    /// append needs no look at its events.</summary>
    private const string Version1 = """
        CREATE TABLE streams (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            last INTEGER NOT NULL DEFAULT -1,       -- the revision of its last event
            max_count INTEGER,                      -- from its metadata, as are the next two
            max_age INTEGER,                        -- seconds
            truncate_before INTEGER,                -- 2^63-1: soft-deleted
            removed_before INTEGER NOT NULL DEFAULT 0,  -- the content of events before this revision is gone
            is_tombstoned INTEGER NOT NULL DEFAULT 0
        );
        CREATE TABLE types (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE
        );
        CREATE TABLE events (
            position INTEGER PRIMARY KEY AUTOINCREMENT,
            stream INTEGER NOT NULL REFERENCES streams,
            revision INTEGER NOT NULL,
            id BLOB NOT NULL,                       -- 16 bytes in the order in which a UUID is written
            type INTEGER NOT NULL REFERENCES types,
            created INTEGER NOT NULL,               -- 100 nanoseconds since 1970-01-01 UTC
            is_json INTEGER NOT NULL,
            metadata BLOB NOT NULL,
            data BLOB                               -- no data: removed
        );
        CREATE UNIQUE INDEX events_of_stream ON events (stream, revision);
        CREATE INDEX events_of_type ON events (type);
        CREATE INDEX events_by_id ON events (id);
        CREATE TABLE checkpoints (
            follower TEXT NOT NULL PRIMARY KEY,
            commit_position INTEGER NOT NULL,
            prepare_position INTEGER NOT NULL
        );
        """;

    /// <summary>Such files are marked with the letters <c>PSES</c>.</summary>
    public static Schema Schema { get; } = new(0x50534553, "events of this library", [Version1]);
}
