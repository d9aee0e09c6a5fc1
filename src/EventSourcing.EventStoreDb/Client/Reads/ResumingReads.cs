using System.Runtime.CompilerServices;
using EventSourcing.EventStoreDb.Client.Calls;
using EventSourcing.EventStoreDb.Client.Cluster;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.EventStoreDb.Client.Errors;
using EventSourcing.EventStoreDb.Client.Telemetry;
using EventSourcing.EventStoreDb.Client.Wire;
using EventSourcing.Persistence;
using Timeout = System.Threading.Timeout;

namespace EventSourcing.EventStoreDb.Client.Reads;

/// <summary>Runs reads and subscriptions. One whose call is lost goes on where it was, on another call and if need be on
/// another node, without gap and without repeating anything.</summary>
internal sealed class ResumingReads(Nodes nodes, Retries retries, EventStoreDbClientSettings settings, TimeProvider time)
{
    // A filtered read may be busy for long before it finds a match, and says nothing until then.
    private const int FilteredReadPatience = 30;

    private const string All = "$all";

    /// <summary>Begins to watch a read, which lasts until its reader has done with it.</summary>
    public Operation? Watch(ReadProgress progress) => Operation.Start(progress.Operation, progress.Stream ?? All, time);

    /// <param name="progress">What is read, from where.</param>
    /// <param name="read">What <see cref="Watch"/> gave for a read. A subscription has no end to speak of: it is each opening
    /// of its call that is watched.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>The server's answers, without those that were handed on before; <see langword="null"/> each time a
    /// subscription's call was lost.</returns>
    public async IAsyncEnumerable<ReadAnswer?> RunAsync(ReadProgress progress, Operation? read, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var counted = progress.IsSubscription ? Instruments.Subscriptions.Begin() : default;
        for (var isEstablished = false; !(isEstablished && progress.IsDone); isEstablished = true)
        {
            if (isEstablished && progress.IsSubscription)
                yield return null;

            var opened = await (progress.IsSubscription ? SubscribeAsync(progress, isEstablished, cancel) : OpenAsync(progress, read, isEstablished, cancel)).ConfigureAwait(false);
            await using var _ = opened.ConfigureAwait(false);
            while (opened.HasCurrent)
            {
                if (progress.MovesOver(opened.Current))
                    yield return opened.Current;
                if (!await MoveNextAsync(opened, progress, read).ConfigureAwait(false))
                    break;
            }

            if (opened.HasEnded && !progress.IsSubscription)
                yield break;
        }
    }

    private async Task<ReadCall> SubscribeAsync(ReadProgress progress, bool isEstablished, CancellationToken cancel)
    {
        using var operation = Watch(progress);
        return await OpenAsync(progress, operation, isEstablished, cancel).ConfigureAwait(false);
    }

    private Task<ReadCall> OpenAsync(ReadProgress progress, Operation? operation, bool isEstablished, CancellationToken cancel) =>
        retries.OpenAsync(operation, isEstablished, node => OpenAsync(progress, node, cancel), cancel);

    /// <summary>A call has begun when its first answer is there.</summary>
    private async Task<ReadCall> OpenAsync(ReadProgress progress, Node node, CancellationToken cancel)
    {
        var description = new CallDescription(progress.Operation, progress.Name, node.Endpoint, settings.Credentials, Stream: progress.Stream, Position: progress.From);
        var call = new ReadCall(node, progress.Request(), description, time, cancel);
        try
        {
            await call.MoveNextAsync(Patience(progress, isFirst: true)).ConfigureAwait(false);
            return call;
        }
        catch
        {
            await call.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <returns>Whether there is another answer; not if the server has ended the call, or it was lost.</returns>
    private async ValueTask<bool> MoveNextAsync(ReadCall call, ReadProgress progress, Operation? read)
    {
        try
        {
            return await call.MoveNextAsync(Patience(progress, isFirst: false)).ConfigureAwait(false);
        }
        catch (PersistenceException error) when ((progress.IsSubscription || error is not StoreTimeoutException) && Retries.IsTransient(error, repeatable: true))
        {
            nodes.Report(call.Node, error);
            return false;
        }
        catch (Exception error)
        {
            read?.Fails(error);
            throw;
        }
    }

    private TimeSpan Patience(ReadProgress progress, bool isFirst)
    {
        if (settings.DefaultDeadline == Timeout.InfiniteTimeSpan)
            return settings.DefaultDeadline;
        if (progress.IsSubscription)
            return isFirst ? settings.DefaultDeadline : Timeout.InfiniteTimeSpan;
        return progress.IsFiltered ? settings.DefaultDeadline * FilteredReadPatience : settings.DefaultDeadline;
    }
}
