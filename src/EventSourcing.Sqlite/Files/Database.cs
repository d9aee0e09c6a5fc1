using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace EventSourcing.Sqlite.Files;

/// <summary>One open connection, for one thread at a time.</summary>
internal sealed class Database(SqliteConnection connection) : IDisposable
{
    /// <summary>More statements than a recorder has; only filters with ever other counts of prefixes could bring more.</summary>
    private const int StatementsKept = 64;

    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);

    /// <summary>The connection, for whoever works with ADO.NET.</summary>
    public SqliteConnection Connection => connection;

    /// <summary>Whether a transaction is open. Some errors, such as a full disk, end it.</summary>
    public bool IsInTransaction => raw.sqlite3_get_autocommit(Handle) == 0;

    /// <summary>Whether the file cannot be written to.</summary>
    public bool IsReadOnly => raw.sqlite3_db_readonly(Handle, "main") == 1;

    private sqlite3 Handle => connection.Handle!;

    /// <summary>Prepares a statement, or takes it as it was prepared before. Dispose of it when done.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The statement owns what was prepared.")]
    public Statement Prepare(string sql)
    {
        if (_statements.TryGetValue(sql, out var known))
            return known;
        if (_statements.Count == StatementsKept)
            DiscardStatements();
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(Handle, sql, out var prepared), Handle);
        return _statements[sql] = new Statement(Handle, prepared);
    }

    /// <summary>Runs statements without parameters.</summary>
    public void Execute(string sql) => SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(Handle, sql), Handle);

    /// <summary>The one number that a query without parameters answers with.</summary>
    public long? Number(string sql)
    {
        using var query = Prepare(sql);
        return query.Step() ? query.NumberOrNull(0) : null;
    }

    /// <summary>Does work that sees the file as it is at one moment.</summary>
    public T Snapshot<T>(Func<Database, T> work)
    {
        Execute("BEGIN");
        try
        {
            return work(this);
        }
        finally
        {
            End();
        }
    }

    /// <summary>Ends the transaction, if one is open, without keeping what it changed.</summary>
    public void End()
    {
        if (IsInTransaction)
            Execute("ROLLBACK");
    }

    /// <summary>Does work that ends when it is cancelled, even in the middle of a statement.</summary>
    public T Interruptible<T>(Func<Database, T> work, CancellationToken cancel)
    {
        using var interruption = cancel.UnsafeRegister(static database => ((Database)database!).Interrupt(), this);
        cancel.ThrowIfCancellationRequested();
        try
        {
            return work(this);
        }
        catch (SqliteException error) when (error.SqliteErrorCode == raw.SQLITE_INTERRUPT)
        {
            throw new OperationCanceledException(error.Message, error, cancel);
        }
    }

    /// <summary>Gives up the connection to someone else, who disposes of it.</summary>
    public SqliteConnection Release()
    {
        DiscardStatements();
        return connection;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        DiscardStatements();
        connection.Dispose();
    }

    /// <summary>A connection that is being opened has nothing yet that could be interrupted.</summary>
    private void Interrupt()
    {
        if (connection.Handle is { } opened)
            raw.sqlite3_interrupt(opened);
    }

    private void DiscardStatements()
    {
        foreach (var statement in _statements.Values)
            statement.Discard();
        _statements.Clear();
    }
}
