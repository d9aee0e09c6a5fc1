using EventSourcing.Persistence;
using EventSourcing.Sqlite;

namespace EventSourcing.Tests.Sqlite;

/// <summary>Files that are none of ours, or cannot be used.</summary>
public sealed class SqliteFormatTests : IDisposable
{
    private readonly TemporaryFile _file = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task A_file_of_a_newer_version_is_refused_and_left_as_it_is()
    {
        await AppendAsync();
        _file.Execute("PRAGMA user_version = 7");

        var error = await Assert.ThrowsAsync<StoreFormatException>(AppendAsync);

        Assert.Contains(_file.Name, error.Message, StringComparison.Ordinal);
        Assert.Contains("version 7", error.Message, StringComparison.Ordinal);
        Assert.Equal(7L, _file.Execute("PRAGMA user_version"));
    }

    [Fact]
    public async Task A_file_of_another_program_is_refused_and_left_as_it_is()
    {
        _file.Execute("CREATE TABLE theirs (id INTEGER PRIMARY KEY)");
        var before = await File.ReadAllBytesAsync(_file.Name, Cancel);

        var error = await Assert.ThrowsAsync<StoreFormatException>(AppendAsync);

        Assert.Contains(_file.Name, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(_file.Name, Cancel));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_as_it_is()
    {
        var letter = string.Concat(Enumerable.Repeat("Dear Fido, ", 500));
        await File.WriteAllTextAsync(_file.Name, letter, Cancel);

        Assert.Contains(_file.Name, (await Assert.ThrowsAsync<StoreFormatException>(AppendAsync)).Message, StringComparison.Ordinal);
        Assert.Equal(letter, await File.ReadAllTextAsync(_file.Name, Cancel));
    }

    [Fact]
    public async Task A_damaged_file_is_said_to_be_damaged()
    {
        await using (var recorder = _file.Open())
            await recorder.AppendAsync("Dog", ExpectedRevision.NoStream, [.. Enumerable.Range(0, 500).Select(_ => Event())], Cancel);
        await using (var bytes = File.OpenWrite(_file.Name))
        {
            bytes.Seek(4096, SeekOrigin.Begin);
            bytes.Write(Enumerable.Repeat((byte)0x5A, (int)bytes.Length - 4096).ToArray());
        }

        var error = await Assert.ThrowsAsync<StoreFormatException>(AppendAsync);

        Assert.Contains("damaged", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_file_is_a_new_one()
    {
        await File.WriteAllBytesAsync(_file.Name, [], Cancel);

        Assert.Equal(0, (await AppendAsync()).Revision);
    }

    [Fact]
    public async Task A_copy_made_with_vacuum_is_as_good()
    {
        await AppendAsync();
        var copy = Path.Combine(_file.Folder, "copy.db");
        _file.Execute($"VACUUM INTO '{copy}'");

        await using var recorder = new SqliteRecorder(new SqliteSettings(copy));

        Assert.Equal(1, (await recorder.AppendAsync("Dog", ExpectedRevision.Exactly(0), [Event()], Cancel)).Revision);
    }

    [Fact]
    public async Task A_folder_is_no_file()
    {
        await using var recorder = new SqliteRecorder(new SqliteSettings(_file.Folder));

        Assert.Contains("is a folder", (await Assert.ThrowsAsync<StoreUnavailableException>(() => recorder.GetInfoAsync(Cancel))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_named()
    {
        var folder = Path.Combine(_file.Folder, "nowhere");
        await using var recorder = new SqliteRecorder(new SqliteSettings(Path.Combine(folder, "events.db")));

        Assert.Contains(folder, (await Assert.ThrowsAsync<StoreUnavailableException>(() => recorder.GetInfoAsync(Cancel))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_read_only_file_cannot_be_written_to()
    {
        await AppendAsync();
        File.SetAttributes(_file.Name, FileAttributes.ReadOnly);
        try
        {
            Assert.SkipWhen(CanBeWritten(), "This user may write to read-only files.");
            Assert.Contains(_file.Name, (await Assert.ThrowsAsync<AccessDeniedException>(AppendAsync)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.SetAttributes(_file.Name, FileAttributes.Normal);
        }
    }

    [Fact]
    public async Task Many_that_open_a_new_file_at_once_make_it_once()
    {
        var recorders = Enumerable.Range(0, 12).Select(_ => _file.Open()).ToList();
        await Task.WhenAll(recorders.Select((recorder, i) => recorder.AppendAsync($"Dog-{i}", ExpectedRevision.NoStream, [Event()], Cancel)));

        Assert.Equal(12, await recorders[0].ReadAllAsync(AllRead.Forwards, Cancel).CountAsync(Cancel));
        foreach (var recorder in recorders)
            await recorder.DisposeAsync();
    }

    [Fact]
    public async Task A_closed_file_stands_alone()
    {
        await AppendAsync();

        Assert.Equal([_file.Name], Directory.EnumerateFiles(_file.Folder));
    }

    private static NewEvent Event() => new(Guid.CreateVersion7(), "Counted", "{}"u8.ToArray());

    private bool CanBeWritten()
    {
        try
        {
            File.OpenWrite(_file.Name).Dispose();
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private async Task<AppendResult> AppendAsync()
    {
        await using var recorder = _file.Open();
        return await recorder.AppendAsync("Dog", ExpectedRevision.Any, [Event()], Cancel);
    }
}
