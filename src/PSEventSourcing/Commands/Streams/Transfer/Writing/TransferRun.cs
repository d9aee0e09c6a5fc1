using EventSourcing.Persistence;
using PSEventSourcing.Execution;

namespace PSEventSourcing.Commands.Streams.Transfer.Writing;

/// <summary>The way of streams to a store, step by step, as import and copy share it: count, name, check, ask, write,
/// report.</summary>
/// <param name="cmdlet">Whose pipeline it runs in.</param>
/// <param name="transfers">The streams.</param>
/// <param name="target">The store they go to.</param>
internal sealed class TransferRun(EventSourcingCmdlet cmdlet, StreamTransfers transfers, IRecorder target)
{
    /// <summary>Runs all of it.</summary>
    /// <param name="reading">What counting is called.</param>
    /// <param name="rename">Says what a stream is called at the target.</param>
    /// <param name="verify">Looks at a stream that has been written.</param>
    public void Run(string reading, Func<string, string> rename, Func<StreamTransfer, CancellationToken, Task<bool>>? verify = null)
    {
        Step(reading, null, transfers.CountAsync);
        transfers.Rename(rename);
        Step("Looking at the target streams", transfers.Count, (looked, cancel) => TargetCheck.RunAsync(transfers, target, looked, cancel));
        foreach (var stream in transfers.Streams)
            Admit(stream);
        Step("Writing events", transfers.Count, (looked, cancel) => new TargetWriter(target).RunAsync(transfers, looked, cancel));
        foreach (var stream in transfers.Streams.Where(stream => stream.IsWanted))
            cmdlet.Attempt(stream.Target, () => Report(stream, verify));
    }

    private void Step(string activity, long? total, Func<Action, CancellationToken, Task<bool>> work)
    {
        using var progress = new ReadProgress(cmdlet, activity, total);
        cmdlet.Await(cancel => work(progress.Looked, cancel), progress.Show);
    }

    /// <summary>Tells at once of a stream that cannot be written, and asks for one that can.</summary>
    private void Admit(StreamTransfer stream)
    {
        if (stream.Error is { } error)
        {
            stream.IsWanted = false;
            cmdlet.Attempt(stream.Target, () => throw error);
        }
        else if (stream.Missing > 0)
        {
            var there = stream.Next > 0 ? FormattableString.Invariant($"; {stream.Next} are there already") : "";
            stream.IsWanted = cmdlet.ShouldProcess(stream.Target, FormattableString.Invariant($"Write {stream.Missing} of {stream.Count} events of '{stream.Source}'{there}"));
        }
    }

    private void Report(StreamTransfer stream, Func<StreamTransfer, CancellationToken, Task<bool>>? verify)
    {
        if (stream.Error is { } error)
            throw error;
        if (verify is not null)
            cmdlet.Await(cancel => verify(stream, cancel));
        cmdlet.WriteObject(new TransferredStream
        {
            Stream = stream.Target,
            Source = stream.Source,
            Written = stream.Written,
            AlreadyThere = stream.Count - stream.Written,
            LastRevision = stream.Count - 1,
        });
    }
}
