using System.Globalization;
using EventSourcing.Persistence;
using EventSourcing.Sqlite;

[assembly: PersistenceModule(typeof(SqliteModule))]

namespace EventSourcing.Sqlite;

/// <summary>The module <c>EventSourcing.Sqlite</c>: events are kept in a file of SQLite.</summary>
/// <remarks>Its settings: <c>SQLITE_DBNAME</c>, the file or <c>:memory:</c>; <c>SQLITE_LOCK_TIMEOUT</c>, how many seconds a
/// call waits for a file that another process has locked, 5 unless set.</remarks>
public sealed class SqliteModule : IPersistenceModule
{
    private const string File = "SQLITE_DBNAME";
    private const string LockTimeout = "SQLITE_LOCK_TIMEOUT";

    /// <inheritdoc/>
    public IRecorder Open(Settings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var chosen = new SqliteSettings(FileName(settings));
        if (settings.Find(LockTimeout) is { } seconds)
            chosen = chosen with { LockTimeout = Seconds(seconds, settings) };
        return new SqliteRecorder(chosen);
    }

    private static string FileName(Settings settings)
    {
        var name = settings.Require("The file of SQLite", File);
        if (name.StartsWith("file:", StringComparison.OrdinalIgnoreCase) || string.IsNullOrWhiteSpace(name) || name.Contains('\0', StringComparison.Ordinal))
            throw new ConfigurationException($"{settings.KeysTried(File)} is '{name}', and must be the path of a file, or '{SqliteSettings.Memory}'; addresses that begin with 'file:' are not understood.") { Key = File };
        return name;
    }

    private static TimeSpan Seconds(string value, Settings settings) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds <= int.MaxValue
            ? TimeSpan.FromSeconds(seconds)
            : throw new ConfigurationException($"{settings.KeysTried(LockTimeout)} is '{value}', and must be a number of seconds, such as 5 or 0.5.") { Key = LockTimeout };
}
