using System.Management.Automation;
using EventSourcing.Domain;
using EventSourcing.Persistence;
using PSEventSourcing.Errors;
using PSEventSourcing.Sessions;

namespace PSEventSourcing.Execution;

/// <summary>What all cmdlets of the module have in common: cancellation and errors.</summary>
public abstract class EventSourcingCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    private protected EventSourcingCmdlet()
    {
    }

    /// <summary>Where the store is, which errors that end the pipeline are about.</summary>
    private protected virtual string? StoreAddress => null;

    /// <summary>Called by PowerShell, on another thread, when the pipeline is stopped.</summary>
    protected override void StopProcessing()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The cmdlet came to its end just before.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets go of what the cmdlet holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            _stop.Dispose();
    }

    /// <summary>Certificates as PEM text, or the full path of the file that holds it.</summary>
    private protected string TextOrFullPath(string certificates) => certificates.Contains("-----BEGIN", StringComparison.Ordinal)
        ? certificates
        : FullPath(certificates);

    /// <summary>A path, but for that which stands for no file, is meant from PowerShell's location, which is not the process's directory.</summary>
    /// <exception cref="ConfigurationException">It is a path of something else than files.</exception>
    private protected string FullPath(string path) => path == SessionSettings.InMemory
        ? path
        : FilePath.Of(this, path, provider => new ConfigurationException($"'{path}' is a path of the provider {provider}. Name a file."));

    /// <summary>Leaves user and password of a connection string out of the line that PowerShell shows with an error.</summary>
    private protected void HideUser(string? connectionString)
    {
        if (ConnectionParts.Secret(connectionString) is { Length: > 0 } secret)
            CommandLine.Hide(secret, MyInvocation);
    }

    /// <summary>Waits for a call.</summary>
    /// <param name="call">Begins the call.</param>
    /// <param name="tick">Called now and then, on the pipeline's thread, while it lasts.</param>
    internal T Await<T>(Func<CancellationToken, Task<T>> call, Action? tick = null) => Stoppable(() => PipelineThread.Await(call, tick, _stop.Token));

    /// <summary>Waits for a call that says nothing but that it was done.</summary>
    private protected void Do(Func<CancellationToken, Task> call) => Await(async cancel =>
    {
        await call(cancel).ConfigureAwait(false);
        return true;
    });

    /// <summary>Takes the items of a read one by one.</summary>
    /// <param name="read">Begins the read.</param>
    /// <param name="body">Takes an item, on the pipeline's thread.</param>
    /// <param name="tick">Called there now and then, also while no item comes.</param>
    private protected void ForEach<T>(Func<CancellationToken, IAsyncEnumerable<T>> read, Action<T> body, Action? tick = null) => Stoppable(() =>
    {
        PipelineThread.ForEach(read, body, tick, _stop.Token);
        return true;
    });

    /// <summary>Waits for a call that has to be made even if the pipeline was stopped; then not for long.</summary>
    /// <returns>Whether it ended; not if it was left behind.</returns>
    private protected bool Finish(Func<Task> call) => PipelineThread.Finish(call, _stop.Token);

    /// <summary>Does the work for one input. An error that only concerns this input is written, and the next input goes
    /// on; one that no input could escape ends the pipeline.</summary>
    /// <param name="target">What the error is about, unless the error itself names a stream.</param>
    /// <param name="work">The work.</param>
    internal void Attempt(object? target, Action work)
    {
        try
        {
            work();
        }
        catch (EventSourcingException error)
        {
            var kind = ErrorTable.Find(error);
            if (kind.EndsPipeline)
                ThrowTerminatingError(kind.ToRecord(error, StoreAddress ?? target));
            WriteError(kind.ToRecord(error, (error as PersistenceException)?.Stream ?? target));
        }
    }

    /// <summary>Does what every input depends on: an error in it ends the pipeline.</summary>
    private protected void Require(object? target, Action work)
    {
        try
        {
            work();
        }
        catch (EventSourcingException error)
        {
            ThrowTerminatingError(ErrorTable.Find(error).ToRecord(error, target));
        }
    }

    private T Stoppable<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }
}
