using EventSourcing.Sqlite.Files;

namespace EventSourcing.Sqlite.Views;

/// <summary>The one table that is kept among those of others, in whatever file they are.</summary>
internal sealed record ViewSchema() : Schema(0, "views", [])
{
    public override bool IsCurrent(Database database, string file) =>
        database.Number("SELECT count(*) FROM sqlite_schema WHERE name = 'view_checkpoints'") == 1;

    public override void Upgrade(Database database, string file) => database.Execute("""
        CREATE TABLE IF NOT EXISTS view_checkpoints (
            projection TEXT NOT NULL PRIMARY KEY,
            commit_position INTEGER NOT NULL,
            prepare_position INTEGER NOT NULL
        )
        """);
}
