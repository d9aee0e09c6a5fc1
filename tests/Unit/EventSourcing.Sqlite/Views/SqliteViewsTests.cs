using EventSourcing.Persistence;
using EventSourcing.Persistence.Checkpoints;
using EventSourcing.Sqlite;
using EventSourcing.Sqlite.Views;
using Microsoft.Data.Sqlite;

namespace EventSourcing.Tests.Sqlite.Views;

public sealed class SqliteViewsTests : IAsyncDisposable
{
    private readonly TemporaryFile _file = new();
    private readonly SqliteViews _views;

    public SqliteViewsTests() => _views = new(new SqliteSettings(_file.Name) { LockTimeout = TimeSpan.FromMilliseconds(50) });

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _views.DisposeAsync();
        _file.Dispose();
    }

    [Fact]
    public async Task Tables_and_checkpoint_are_changed_together()
    {
        await CreateAsync();
        await AddAsync("Fido", new Position(7, 5), null);

        Assert.Equal("Fido", await NamesAsync());
        Assert.Equal(new Position(7, 5), await _views.GetCheckpointAsync("a", Cancel));
    }

    [Fact]
    public async Task A_change_that_raises_leaves_nothing_and_lets_the_next_one_in()
    {
        await CreateAsync();
        await Assert.ThrowsAsync<InvalidDataException>(() => _views.ChangeAsync(new Checkpoint("a", new Position(7), null), (sql, _) =>
        {
            sql.Execute($"INSERT INTO dogs VALUES ({"Fido"})");
            throw new InvalidDataException();
        }, Cancel));

        Assert.Null(await _views.GetCheckpointAsync("a", Cancel));
        await AddAsync("Rex", new Position(7), null);
        Assert.Equal("Rex", await NamesAsync());
    }

    [Fact]
    public async Task A_projection_that_is_elsewhere_changes_nothing()
    {
        await CreateAsync();
        await AddAsync("Fido", new Position(7), null);
        await using var other = new SqliteViews(new SqliteSettings(_file.Name));

        var error = await Assert.ThrowsAsync<CheckpointConflictException>(() => AddAsync("Rex", new Position(8), null, other));

        Assert.Equal(new Position(7), error.Actual);
        Assert.Equal("Fido", await NamesAsync());
    }

    [Fact]
    public async Task What_stands_in_braces_is_never_sql()
    {
        await CreateAsync();
        await AddAsync("'); DROP TABLE dogs; --", new Position(7), null);
        await AddAsync(null, new Position(8), new Position(7));

        await _views.ChangeAsync((sql, _) =>
        {
            Assert.Equal(2, sql.Scalar<int>($"SELECT count(*) FROM dogs"));
            Assert.Equal(1, sql.Scalar<int>($"SELECT count(*) FROM dogs WHERE name = {"'); DROP TABLE dogs; --"}"));
            Assert.Null(sql.Scalar<string>($"SELECT name FROM dogs WHERE name IS {null}"));
            return Task.CompletedTask;
        }, Cancel);
    }

    [Fact]
    public async Task A_file_with_other_tables_keeps_them()
    {
        _file.Execute("CREATE TABLE cats (name TEXT)");

        await CreateAsync();
        await AddAsync("Fido", new Position(7), null);

        Assert.Equal(0L, _file.Execute("SELECT count(*) FROM cats"));
    }

    [Fact]
    public async Task Readers_do_not_write()
    {
        await CreateAsync();
        await using var connection = await _views.OpenConnectionAsync(Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "DELETE FROM dogs";

        await Assert.ThrowsAsync<SqliteException>(() => command.ExecuteNonQueryAsync(Cancel));
    }

    [Fact]
    public async Task A_file_that_another_one_has_locked_is_waited_for_so_long_and_no_longer()
    {
        await CreateAsync();
        await using var other = _file.Connect();
        TemporaryFile.Execute(other, "BEGIN IMMEDIATE");

        await Assert.ThrowsAsync<StoreTimeoutException>(() => AddAsync("Fido", new Position(7), null));

        TemporaryFile.Execute(other, "ROLLBACK");
        await AddAsync("Fido", new Position(7), null);
    }

    [Fact]
    public void Memory_is_no_file() => Assert.Throws<ArgumentException>(() => new SqliteViews(new SqliteSettings(SqliteSettings.Memory)));

    private Task CreateAsync() => _views.ChangeAsync((sql, _) =>
    {
        sql.Execute($"CREATE TABLE dogs (name TEXT)");
        return Task.CompletedTask;
    }, Cancel);

    private Task AddAsync(string? name, Position position, Position? previous, SqliteViews? views = null) => (views ?? _views).ChangeAsync(new Checkpoint("a", position, previous), (sql, _) =>
    {
        sql.Execute($"INSERT INTO dogs VALUES ({name})");
        return Task.CompletedTask;
    }, Cancel);

    private async Task<string> NamesAsync()
    {
        await using var connection = await _views.OpenConnectionAsync(Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT group_concat(name) FROM dogs";
        return (string)(await command.ExecuteScalarAsync(Cancel))!;
    }
}
