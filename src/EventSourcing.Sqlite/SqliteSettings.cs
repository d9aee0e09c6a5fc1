using EventSourcing.Sqlite.Files;

namespace EventSourcing.Sqlite;

/// <summary>Which file to keep events in, and how patient to be with other users of it.</summary>
/// <param name="FileName">The file, made when first written to; relative to the process's directory. <c>:memory:</c> keeps
/// everything in memory, for as long as the recorder lives.</param>
public sealed record SqliteSettings(string FileName)
{
    /// <summary>The name that stands for no file.</summary>
    public const string Memory = SqliteFile.InMemory;

    /// <summary>How long a call waits for a file that another process has locked; five seconds unless given.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a subscription looks for what other processes have written; every 50 milliseconds unless given.
    /// What this recorder writes itself is delivered at once.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(50);
}
