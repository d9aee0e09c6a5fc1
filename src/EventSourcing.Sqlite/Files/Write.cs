namespace EventSourcing.Sqlite.Files;

/// <summary>Something that waits to be written, with others, in one transaction.</summary>
/// <param name="stream">The stream it is about, for errors.</param>
/// <param name="since">The time stamp of when it began to wait.</param>
internal abstract class Write(string? stream, long since)
{
    public string? Stream => stream;

    public long Since => since;

    /// <summary>Whether whoever waited for it has given up.</summary>
    public abstract bool IsAbandoned { get; }

    /// <summary>Does it, and keeps the answer.</summary>
    public abstract void Run(Database database);

    /// <summary>Keeps an error as the answer.</summary>
    public abstract void Reject(Exception error);

    /// <summary>Tells the answer: the transaction is committed.</summary>
    public abstract void Complete();

    /// <summary>Tells that nothing came of it.</summary>
    public abstract void Fail(Exception error);
}

/// <summary>Something to write that is answered with a result.</summary>
internal sealed class Write<T>(string? stream, long since, Func<Database, T> work) : Write(stream, since)
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;
    private Exception? _error;

    public override bool IsAbandoned => _done.Task.IsCompleted;

    public override void Run(Database database) => _result = work(database);

    public override void Reject(Exception error) => _error = error;

    public override void Complete() => _ = _error is null ? _done.TrySetResult(_result!) : _done.TrySetException(_error);

    public override void Fail(Exception error) => _done.TrySetException(error);

    /// <summary>Waits for the answer, or gives up. What has not been begun then will not be.</summary>
    public async Task<T> WaitAsync(CancellationToken cancel)
    {
        using var giving = cancel.UnsafeRegister(static (done, token) => ((TaskCompletionSource<T>)done!).TrySetCanceled(token), _done);
        return await _done.Task.ConfigureAwait(false);
    }
}
