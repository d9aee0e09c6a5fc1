using EventSourcing.Projections;
using EventSourcing.Sqlite.Views;

namespace Examples;

public sealed class TrickCounts : Projection<SqliteViewTransaction>
{
    public TrickCounts()
    {
        OnPrepare(sql => sql.Execute($"CREATE TABLE IF NOT EXISTS tricks (name TEXT PRIMARY KEY, count INTEGER NOT NULL)"));
        OnClear(sql => sql.Execute($"DELETE FROM tricks"));
        On<Dog.TrickAdded>((sql, e) => sql.Execute($"INSERT INTO tricks VALUES ({e.Trick}, 1) ON CONFLICT DO UPDATE SET count = count + 1"));
    }

    public override IReadOnlyList<string> StreamPrefixes => ["Dog-"];
}
