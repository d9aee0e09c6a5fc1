using EventSourcing.Persistence;
using EventSourcing.Sqlite;
using EventSourcing.Sqlite.Files;
using Microsoft.Data.Sqlite;

namespace EventSourcing.Tests.Sqlite;

/// <summary>What happens while another holds the lock of the file, or the disk is full.</summary>
public sealed class SqliteLockTests : IAsyncLifetime
{
    private readonly TemporaryFile _file = new();
    private readonly Lazy<SqliteConnection> _other;

    public SqliteLockTests() => _other = new(_file.Connect);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await using var recorder = _file.Open();
        await recorder.AppendAsync("Dog", ExpectedRevision.NoStream, [Event()], Cancel);
    }

    public ValueTask DisposeAsync()
    {
        if (_other.IsValueCreated)
            _other.Value.Dispose();
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_append_that_gets_no_lock_in_time_says_so_and_writes_nothing()
    {
        Lock();
        await using var recorder = _file.Open(TimeSpan.FromMilliseconds(50));

        var error = await Assert.ThrowsAsync<StoreTimeoutException>(() => AppendAsync(recorder, Cancel));
        Unlock();

        Assert.Equal("Dog", error.Stream);
        Assert.Contains(_file.Name, error.Message, StringComparison.Ordinal);
        Assert.Contains("SQLITE_LOCK_TIMEOUT", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, await recorder.ReadAllAsync(AllRead.Forwards, Cancel).CountAsync(Cancel));
    }

    [Fact]
    public async Task An_append_that_waits_for_a_lock_ends_when_it_is_cancelled_and_writes_nothing()
    {
        Lock();
        await using var recorder = _file.Open(TimeSpan.FromHours(1));
        using var cancelled = new CancellationTokenSource();
        var append = AppendAsync(recorder, cancelled.Token);
        var other = AppendAsync(recorder, Cancel);

        await cancelled.CancelAsync();
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => append);
        Unlock();

        Assert.Equal(cancelled.Token, error.CancellationToken);
        Assert.Equal(1, (await other).Revision);
        Assert.Equal(2, await recorder.ReadAllAsync(AllRead.Forwards, Cancel).CountAsync(Cancel));
    }

    [Fact]
    public async Task An_append_that_waits_for_a_lock_goes_on_when_it_is_released()
    {
        Lock();
        await using var recorder = _file.Open();
        var append = AppendAsync(recorder, Cancel);
        Assert.False(append.IsCompleted);
        Unlock();

        Assert.Equal(1, (await append).Revision);
    }

    [Fact]
    public async Task Calls_cancelled_at_any_moment_end_and_leave_the_store_as_good_as_before()
    {
        await using var kept = _file.Open();
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            await using var opened = round % 3 == 0 ? _file.Open() : null;
            using var cancelled = new CancellationTokenSource();
            var calls = Enumerable.Range(0, 4).Select(call => Record.ExceptionAsync(async () =>
            {
                var recorder = opened ?? kept;
                if (call == 0)
                    await AppendAsync(recorder, cancelled.Token);
                else if (call == 1)
                    await recorder.ReadStreamAsync("Dog", StreamRead.Forwards, cancelled.Token).CountAsync(cancelled.Token);
                else
                    await recorder.ReadAllAsync(AllRead.Forwards, cancelled.Token).CountAsync(cancelled.Token);
            }).AsTask()).ToList();
            for (var turns = random.Next(20); turns > 0; turns--)
                await Task.Yield();
            await cancelled.CancelAsync();

            Assert.All(await Task.WhenAll(calls), error => Assert.True(error is null or OperationCanceledException, error?.ToString()));
        }

        var last = await AppendAsync(kept, Cancel);
        var reads = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => kept.ReadStreamAsync("Dog", StreamRead.Forwards, Cancel).CountAsync(Cancel).AsTask()));
        Assert.All(reads, count => Assert.Equal(last.Revision + 1, count));
    }

    [Fact]
    public async Task Opening_a_file_that_is_locked_for_all_ends_when_it_is_cancelled_or_takes_too_long()
    {
        TemporaryFile.Execute(_other.Value, "PRAGMA locking_mode = EXCLUSIVE");
        TemporaryFile.Execute(_other.Value, "PRAGMA journal_mode = DELETE");
        TemporaryFile.Execute(_other.Value, "BEGIN EXCLUSIVE");
        using var cancelled = new CancellationTokenSource();
        await using var patient = _file.Open(TimeSpan.FromHours(1));
        var info = patient.GetInfoAsync(cancelled.Token);
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => info);
        await using var impatient = _file.Open(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAsync<StoreTimeoutException>(() => impatient.GetInfoAsync(Cancel));
    }

    [Fact]
    public async Task Readers_are_not_held_up_by_one_who_writes()
    {
        Lock();
        TemporaryFile.Execute(_other.Value, "UPDATE events SET revision = 5");
        await using var recorder = _file.Open(TimeSpan.FromMilliseconds(1));

        Assert.Equal(0, (await recorder.ReadStreamAsync("Dog", StreamRead.Forwards, Cancel).SingleAsync(Cancel)).Revision);
    }

    [Fact]
    public void A_full_disk_is_said_to_be_full()
    {
        TemporaryFile.Execute(_other.Value, "PRAGMA max_page_count = 1");
        var full = Assert.Throws<SqliteException>(() => TemporaryFile.Execute(_other.Value, "CREATE TABLE large AS SELECT zeroblob(1000000)"));

        var error = Assert.IsType<StoreUnavailableException>(SqliteErrors.Of(full, _file.Name, "Dog"));

        Assert.Contains("full", error.Message, StringComparison.Ordinal);
        Assert.Equal("Dog", error.Stream);
    }

    private static NewEvent Event() => new(Guid.CreateVersion7(), "Counted", "{}"u8.ToArray());

    private static Task<AppendResult> AppendAsync(SqliteRecorder recorder, CancellationToken cancel) =>
        recorder.AppendAsync("Dog", ExpectedRevision.Any, [Event()], cancel);

    private void Lock() => TemporaryFile.Execute(_other.Value, "BEGIN IMMEDIATE");

    private void Unlock() => TemporaryFile.Execute(_other.Value, "ROLLBACK");
}
