using EventSourcing.Projections;
using EventSourcing.Sqlite;
using EventSourcing.Sqlite.Views;
using EventSourcing.Tests.Projections;

namespace EventSourcing.Tests.Sqlite.Views;

public sealed class SqliteTestViews : TestViews<SqliteViewTransaction>
{
    private readonly TemporaryFile _file = new();
    private readonly SqliteViews _views;

    public SqliteTestViews() => _views = new(new SqliteSettings(_file.Name));

    protected override IViewStore<SqliteViewTransaction> Store => _views;

    public override IReadOnlyDictionary<string, int> Counts(string prefix)
    {
        using var connection = _file.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT trick, count FROM tricks WHERE prefix = $prefix";
        command.Parameters.AddWithValue("$prefix", prefix);
        using var rows = command.ExecuteReader();
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        while (rows.Read())
            counts.Add(rows.GetString(0), rows.GetInt32(1));
        return counts;
    }

    public override async ValueTask DisposeAsync()
    {
        await _views.DisposeAsync();
        _file.Dispose();
        await base.DisposeAsync();
    }

    protected override void Prepare(SqliteViewTransaction transaction, string prefix) =>
        transaction.Execute($"CREATE TABLE IF NOT EXISTS tricks (prefix TEXT NOT NULL, trick TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (prefix, trick))");

    protected override void Count(SqliteViewTransaction transaction, string prefix, string trick) =>
        transaction.Execute($"INSERT INTO tricks VALUES ({prefix}, {trick}, 1) ON CONFLICT DO UPDATE SET count = count + 1");

    protected override void Clear(SqliteViewTransaction transaction, string prefix) => transaction.Execute($"DELETE FROM tricks WHERE prefix = {prefix}");
}
