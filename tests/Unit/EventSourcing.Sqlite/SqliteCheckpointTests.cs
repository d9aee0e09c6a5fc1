using EventSourcing.Persistence.Checkpoints;
using EventSourcing.Sqlite;
using EventSourcing.Tests.Persistence;

namespace EventSourcing.Tests.Sqlite;

/// <summary>The contract over a file.</summary>
public sealed class SqliteCheckpointTests : CheckpointContract, IDisposable
{
    private readonly TemporaryFile _file = new();

    public void Dispose() => _file.Dispose();

    protected override ICheckpointRecorder Open() => _file.Open();
}

/// <summary>The contract in memory.</summary>
public sealed class SqliteInMemoryCheckpointTests : CheckpointContract
{
    protected override ICheckpointRecorder Open() => new SqliteRecorder(new SqliteSettings(SqliteSettings.Memory));
}
