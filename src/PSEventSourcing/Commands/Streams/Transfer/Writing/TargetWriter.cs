using EventSourcing.Persistence;

namespace PSEventSourcing.Commands.Streams.Transfer.Writing;

/// <summary>Appends what the target streams lack, each event under the revision before its own and under the id it had: a
/// store that has it already writes nothing.</summary>
internal sealed class TargetWriter(IRecorder target)
{
    private const int AtOnce = 16;

    private readonly EventBatch _batch = new();

    /// <summary>Writes the streams that are wanted. An error that concerns one stream alone ends that stream.</summary>
    public async Task<bool> RunAsync(StreamTransfers transfers, Action looked, CancellationToken cancel)
    {
        if (!transfers.Streams.Any(stream => stream.GoesOn && stream.Missing > 0))
            return true;
        await foreach (var (stream, place, recorded) in transfers.WalkAsync(cancel).ConfigureAwait(false))
        {
            looked();
            if (!stream.GoesOn || place < stream.Next)
                continue;
            if (!_batch.Takes(recorded))
                await AppendAsync(cancel).ConfigureAwait(false);
            if (stream.GoesOn)
                _batch.Add(stream, place, recorded);
        }

        await AppendAsync(cancel).ConfigureAwait(false);
        return true;
    }

    private Task AppendAsync(CancellationToken cancel) => Parallel.ForEachAsync(
        _batch.Take(),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel },
        async (append, stop) =>
        {
            var (stream, place, events) = append;
            try
            {
                var written = await AppendAsync(stream.Target, place, events, stop).ConfigureAwait(false);
                stream.Written += written;
            }
            catch (Exception error) when (error is WrongExpectedRevisionException or StreamDeletedException or AppendTooLargeException or AccessDeniedException)
            {
                stream.Error = (PersistenceException)error;
            }
            catch (ArgumentException error)
            {
                stream.Error = new InvalidEventException(error.Message);
            }
        });

    /// <returns>How many of the events were not there.</returns>
    private async Task<int> AppendAsync(string stream, long place, List<NewEvent> events, CancellationToken cancel)
    {
        try
        {
            await target.AppendAsync(stream, ExpectedRevision.Exactly(place - 1), events, cancel).ConfigureAwait(false);
            return events.Count;
        }
        catch (WrongExpectedRevisionException)
        {
            // An append of an earlier run that was killed may have arrived after its time, with a part of these events.
            var arrived = await ArrivedAsync(stream, place, events, cancel).ConfigureAwait(false);
            if (arrived == 0)
                throw;
            var rest = events[arrived..];
            await target.AppendAsync(stream, ExpectedRevision.Exactly(place + arrived - 1), rest, cancel).ConfigureAwait(false);
            return rest.Count;
        }
    }

    private async Task<int> ArrivedAsync(string stream, long place, List<NewEvent> events, CancellationToken cancel)
    {
        var there = new TargetEvents(target, stream);
        var arrived = 0;
        while (arrived < events.Count && await there.IdAtAsync(place + arrived, cancel).ConfigureAwait(false) == events[arrived].Id)
            arrived++;
        return arrived;
    }
}
