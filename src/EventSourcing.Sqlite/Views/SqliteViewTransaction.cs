using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace EventSourcing.Sqlite.Views;

/// <summary>A change of the tables of a SQLite file, committed with the projection's checkpoint.</summary>
/// <remarks>Its commands may be used until the handler has ended. It begins and ends without the handler: do not commit.</remarks>
public sealed class SqliteViewTransaction
{
    private const int CommandsKept = 64;

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);

    internal SqliteViewTransaction(SqliteConnection connection) => _connection = connection;

    /// <summary>The connection, in the transaction, for commands of your own.</summary>
    public DbConnection Connection => _connection;

    /// <summary>Runs a statement. What stands in braces becomes a parameter, never a part of the SQL.</summary>
    /// <example><code>sql.Execute($"INSERT INTO dogs (id, name) VALUES ({id}, {e.Name})")</code></example>
    /// <returns>How many rows it has changed.</returns>
    public int Execute(FormattableString sql) => Command(sql).ExecuteNonQuery();

    /// <summary>Runs a query for one value. What stands in braces becomes a parameter, never a part of the SQL.</summary>
    /// <returns>The first column of the first row; the default where there is no row, or it is null.</returns>
    public T? Scalar<T>(FormattableString sql)
    {
        using var row = Command(sql).ExecuteReader();
        return row.Read() && !row.IsDBNull(0) ? row.GetFieldValue<T>(0) : default;
    }

    internal void Discard()
    {
        foreach (var command in _commands.Values)
            command.Dispose();
        _commands.Clear();
    }

    [SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = "The values are parameters; the rest is a literal of the caller's code.")]
    [SuppressMessage("Performance", "CA1863:Use CompositeFormat", Justification = "Formatted once for each statement.")]
    private SqliteCommand Command(FormattableString sql)
    {
        ArgumentNullException.ThrowIfNull(sql);
        if (!_commands.TryGetValue(sql.Format, out var command))
        {
            if (_commands.Count == CommandsKept)
                Discard();
            command = _commands[sql.Format] = _connection.CreateCommand();
            var names = Enumerable.Range(0, sql.ArgumentCount).Select(i => string.Create(CultureInfo.InvariantCulture, $"$p{i}")).ToArray<object>();
            command.CommandText = string.Format(CultureInfo.InvariantCulture, sql.Format, names);
            foreach (var name in names)
                command.Parameters.Add(new SqliteParameter { ParameterName = (string)name });
        }

        for (var i = 0; i < sql.ArgumentCount; i++)
            command.Parameters[i].Value = sql.GetArgument(i) ?? DBNull.Value;
        return command;
    }
}
