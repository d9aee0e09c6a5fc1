using EventSourcing.Persistence;
using EventSourcing.Persistence.Metadata;
using EventSourcing.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace EventSourcing.Tests.Sqlite;

public sealed class SqliteModuleTests : IDisposable
{
    private readonly TemporaryFile _file = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _file.Dispose();

    [Theory]
    [InlineData("EventSourcing.Sqlite")]
    [InlineData("eventsourcing.sqlite")]
    public async Task The_settings_name_the_module_and_the_file(string module)
    {
        await using var recorder = PersistenceModules.Open(new Settings { ["PERSISTENCE_MODULE"] = module, ["SQLITE_DBNAME"] = _file.Name, ["SQLITE_LOCK_TIMEOUT"] = "0.5" });

        var info = await recorder.GetInfoAsync(Cancel);

        Assert.Equal(("SQLite", _file.Name), (info.Store, info.Address));
        Assert.Matches(@"^3\.\d+\.\d+$", info.Version);
        Assert.True(File.Exists(_file.Name));
    }

    [Fact]
    public async Task In_memory_there_is_no_address()
    {
        await using var recorder = new SqliteModule().Open(new Settings { ["SQLITE_DBNAME"] = ":memory:" });

        Assert.Null((await recorder.GetInfoAsync(Cancel)).Address);
    }

    [Fact]
    public async Task A_relative_name_is_shown_as_a_full_path()
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, _file.Name);
        await using var recorder = new SqliteModule().Open(new Settings { ["SQLITE_DBNAME"] = relative });

        Assert.Equal(_file.Name, (await recorder.GetInfoAsync(Cancel)).Address);
    }

    [Fact]
    public void Opening_the_module_touches_no_file()
    {
        _ = new SqliteModule().Open(new Settings { ["SQLITE_DBNAME"] = _file.Name });

        Assert.False(File.Exists(_file.Name));
    }

    [Theory]
    [InlineData("SQLITE_DBNAME", "")]
    [InlineData("SQLITE_DBNAME", "file:events.db?mode=ro")]
    [InlineData("SQLITE_LOCK_TIMEOUT", "soon")]
    [InlineData("SQLITE_LOCK_TIMEOUT", "-1")]
    public void A_wrong_setting_is_named(string key, string value)
    {
        var error = Assert.Throws<ConfigurationException>(() => new SqliteModule().Open(new Settings { ["SQLITE_DBNAME"] = _file.Name, [key] = value }));

        Assert.Equal(key, error.Key);
        Assert.Contains(key, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_file_the_missing_key_is_named() =>
        Assert.Contains("SQLITE_DBNAME", Assert.Throws<ConfigurationException>(() => new SqliteModule().Open(new Settings())).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Events_outlive_the_recorder_with_the_time_of_its_clock()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(1234567));
        await using (var recorder = _file.Open(time: clock))
            await recorder.AppendAsync("Dog", ExpectedRevision.NoStream, [Event()], Cancel);

        await using var again = _file.Open();

        Assert.Equal(clock.GetUtcNow(), (await again.ReadStreamAsync("Dog", StreamRead.Forwards, Cancel).SingleAsync(Cancel)).Created);
    }

    [Fact]
    public async Task Events_too_old_are_not_served()
    {
        var clock = new FakeTimeProvider();
        await using var recorder = _file.Open(time: clock);
        await recorder.AppendAsync("Dog", ExpectedRevision.NoStream, [Event()], Cancel);
        clock.Advance(TimeSpan.FromSeconds(6));
        await recorder.AppendAsync("Dog", ExpectedRevision.Exactly(0), [Event()], Cancel);
        await recorder.SetStreamMetadataAsync("Dog", new() { MaxAge = TimeSpan.FromSeconds(10) }, ExpectedRevision.NoStream, Cancel);

        clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal([1L], await recorder.ReadStreamAsync("Dog", StreamRead.Forwards, Cancel).Select(read => read.Revision).ToListAsync(Cancel));
    }

    [Fact]
    public async Task Keys_of_ones_own_survive_that_a_deleted_stream_is_written_again()
    {
        await using var recorder = _file.Open();
        await recorder.AppendAsync("Dog", ExpectedRevision.NoStream, [Event()], Cancel);
        await recorder.SetStreamMetadataAsync("Dog", new() { TruncateBefore = long.MaxValue, Custom = new Dictionary<string, string>(StringComparer.Ordinal) { ["owner"] = "\"Ann\"" } }, ExpectedRevision.NoStream, Cancel);

        await recorder.AppendAsync("Dog", ExpectedRevision.NoStream, [Event()], Cancel);

        var metadata = (await recorder.GetStreamMetadataAsync("Dog", Cancel)).Metadata;
        Assert.Equal((1L, "\"Ann\""), (metadata.TruncateBefore, metadata.Custom["owner"]));
    }

    [Theory]
    [InlineData("a\0b")]
    [InlineData("Dog-'; DROP TABLE events; --")]
    [InlineData("\U0010FFFF")]
    [InlineData("犬-\uD7FF")]
    public async Task Any_text_can_be_the_name_of_a_stream_or_type_or_its_beginning(string name)
    {
        await using var recorder = _file.Open();
        await recorder.AppendAsync("before", ExpectedRevision.NoStream, [Event()], Cancel);
        await recorder.AppendAsync(name + "!", ExpectedRevision.NoStream, [Event() with { Type = name }], Cancel);

        var found = await recorder.ReadAllAsync(new AllRead { Filter = new EventFilter { StreamPrefixes = [name], Types = [name] } }, Cancel).SingleAsync(Cancel);

        Assert.Equal((name + "!", name), (found.Stream, found.Type));
        Assert.Equal(name, (await recorder.ReadStreamAsync(name + "!", StreamRead.Forwards, Cancel).SingleAsync(Cancel)).Type);
    }

    [Fact]
    public async Task Half_a_character_is_no_name()
    {
        await using var recorder = _file.Open();

        await Assert.ThrowsAnyAsync<ArgumentException>(() => recorder.AppendAsync("Dog-\uD83D", ExpectedRevision.NoStream, [Event()], Cancel));
        Assert.Equal(0, (await recorder.AppendAsync("Dog", ExpectedRevision.NoStream, [Event()], Cancel)).Revision);
    }

    [Fact]
    public async Task A_closed_store_says_so()
    {
        var recorder = _file.Open();
        await recorder.DisposeAsync();
        await recorder.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => recorder.AppendAsync("Dog", ExpectedRevision.Any, [Event()], Cancel));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => recorder.GetInfoAsync(Cancel));
    }

    private static NewEvent Event() => new(Guid.CreateVersion7(), "Counted", "{}"u8.ToArray());
}
