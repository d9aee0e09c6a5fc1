using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace EventSourcing.Sqlite.Files;

/// <summary>A prepared statement of one connection, kept for the next time.</summary>
/// <remarks>Commands of ADO.NET wait for locks on their own, 150 milliseconds at a time with the thread held, and copy every
/// payload once more. This speaks to SQLite itself, and tells of a lock at once.</remarks>
internal sealed class Statement(sqlite3 connection, sqlite3_stmt statement) : IDisposable
{
    /// <summary>A name that is no text, such as half of a surrogate pair, is refused instead of being stored as another.</summary>
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private int _bound;

    /// <summary>Gives the next parameter its value.</summary>
    public Statement With(long value) => Checked(raw.sqlite3_bind_int64(statement, ++_bound, value));

    /// <summary>Gives the next parameter its value.</summary>
    public Statement With(long? value) => value is { } number ? With(number) : Checked(raw.sqlite3_bind_null(statement, ++_bound));

    /// <summary>Gives the next parameter its value.</summary>
    /// <exception cref="ArgumentException">It is no text.</exception>
    public Statement With(string value) => Checked(raw.sqlite3_bind_text(statement, ++_bound, Utf8.GetBytes(value)));

    /// <summary>Gives the next parameter its value.</summary>
    public Statement With(ReadOnlySpan<byte> value) => Checked(value.IsEmpty
        ? raw.sqlite3_bind_zeroblob(statement, ++_bound, 0)
        : raw.sqlite3_bind_blob(statement, ++_bound, value));

    /// <summary>Gives the next parameter its value, in the order in which ids are written.</summary>
    public Statement With(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        return With(bytes);
    }

    /// <summary>Goes on to the next row.</summary>
    /// <returns>Whether there is one.</returns>
    public bool Step()
    {
        var result = raw.sqlite3_step(statement);
        if (result != raw.SQLITE_ROW)
            Check(result == raw.SQLITE_DONE ? raw.SQLITE_OK : result);
        return result == raw.SQLITE_ROW;
    }

    /// <summary>Runs it to its end.</summary>
    public void Run()
    {
        while (Step())
        {
            // Rows of a statement that is run for its effect are of no interest.
        }
    }

    public long Number(int column) => raw.sqlite3_column_int64(statement, column);

    public long? NumberOrNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL ? null : Number(column);

    /// <summary>The text, which may hold any character, also that which ends texts in C.</summary>
    public string Text(int column) => Utf8.GetString(raw.sqlite3_column_blob(statement, column));

    public byte[] Bytes(int column) => raw.sqlite3_column_blob(statement, column) is { IsEmpty: false } bytes ? bytes.ToArray() : [];

    public Guid Id(int column) => new(raw.sqlite3_column_blob(statement, column), bigEndian: true);

    /// <summary>Makes it ready for the next time. An error was reported by the step that it happened in.</summary>
    public void Dispose()
    {
        _ = raw.sqlite3_reset(statement);
        _ = raw.sqlite3_clear_bindings(statement);
        _bound = 0;
    }

    /// <summary>Gives it up.</summary>
    public void Discard() => statement.Dispose();

    private Statement Checked(int result)
    {
        Check(result);
        return this;
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
            SqliteException.ThrowExceptionForRC(result, connection);
    }
}
