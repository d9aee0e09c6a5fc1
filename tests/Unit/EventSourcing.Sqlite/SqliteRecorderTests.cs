using EventSourcing.Persistence;
using EventSourcing.Sqlite;
using EventSourcing.Tests.Persistence;
using EventSourcing.Tests.Persistence.Model;

namespace EventSourcing.Tests.Sqlite;

/// <summary>The contract over a file.</summary>
public sealed class SqliteRecorderTests : RecorderContract
{
    private readonly TemporaryFile _file = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _file.Dispose();
    }

    protected override StoreTraits Traits => StoreTraits.Sqlite;

    protected override ValueTask<IRecorder> OpenAsync() => new(_file.Open());
}

/// <summary>The contract in memory.</summary>
public sealed class SqliteInMemoryRecorderTests : RecorderContract
{
    protected override StoreTraits Traits => StoreTraits.Sqlite;

    protected override ValueTask<IRecorder> OpenAsync() => new(new SqliteRecorder(new SqliteSettings(SqliteSettings.Memory)));
}
