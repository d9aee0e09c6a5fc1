using System.Runtime.InteropServices;
using EventSourcing.EventStoreDb.Protos.Streams;
using EventStoreDb.Emulator.Access;
using EventStoreDb.Emulator.Store;
using Grpc.Core;
using BatchOptions = EventSourcing.EventStoreDb.Protos.Streams.BatchAppendReq.Types.Options;

namespace EventStoreDb.Emulator.Services;

/// <summary>
/// One BatchAppend call: many appends, each in one or more chunks. A single loop takes the next chunk or the next
/// deadline, whichever is first, and takes nothing more before its answer is written, so a client that does not
/// read its answers stops being read.
/// </summary>
internal sealed class BatchAppendCall(Writer writer, AccessControl access, EmulatorOptions options, Caller caller)
{
    private readonly Dictionary<Guid, PendingAppend> _pending = [];

    public async Task RunAsync(
        IAsyncStreamReader<BatchAppendReq> requests, IServerStreamWriter<BatchAppendResp> answers, CancellationToken cancel)
    {
        var next = requests.MoveNext(cancel);
        var closedByClient = false;
        while (true)
        {
            if (await ExpiredBeforeAsync(next, cancel) is { } expired)
            {
                // The server gives the id back in this form whatever it was sent in.
                await answers.WriteAsync(
                    BatchAnswers.Timeout(Uuids.Structured(expired.CorrelationId), expired.Identifier), cancel);
                if (closedByClient)
                {
                    return;
                }
            }
            else if (await next)
            {
                var (answer, complete) = Take(requests.Current);
                if (complete is not null)
                {
                    // Not leader is thrown: it ends the call, and with it every append that was not answered.
                    var outcome = await writer.AppendAsync(complete.Stream, complete.Expected, complete.Events, cancel);
                    answer = outcome is WriteOutcome.Unanswered ? null : BatchAnswers.Of(outcome, complete, requests.Current.CorrelationId);
                }

                if (answer is not null)
                {
                    await answers.WriteAsync(answer, cancel);
                }

                next = requests.MoveNext(cancel);
            }
            else
            {
                // The server goes on until the next answer, which may never come.
                closedByClient = true;
                next = NeverAsync(cancel);
            }
        }
    }

    /// <summary>Waits for the request, or returns the append whose deadline passed before one came.</summary>
    private async Task<PendingAppend?> ExpiredBeforeAsync(Task next, CancellationToken cancel)
    {
        if (_pending.Count == 0)
        {
            await next;
            return null;
        }

        var first = _pending.Values.MinBy(append => append.Deadline)!;
        while (first.Deadline - options.TimeProvider.GetUtcNow() is var left && left > TimeSpan.Zero)
        {
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            await Task.WhenAny(next, Task.Delay(left, options.TimeProvider, enough.Token));
            await enough.CancelAsync();
            cancel.ThrowIfCancellationRequested();
            if (next.IsCompleted)
            {
                return null;
            }
        }

        _pending.Remove(first.CorrelationId);
        return first;
    }

    private static async Task<bool> NeverAsync(CancellationToken cancel)
    {
        await Silence.KeepAsync(cancel);
        return false;
    }

    private Taken Take(BatchAppendReq request) =>
        request.Options is null ? TakeLaterChunk(request) : TakeFirstChunk(request);

    /// <summary>Whatever is wrong here ends the whole call, for there is nobody left to tell.</summary>
    private Taken TakeLaterChunk(BatchAppendReq request) =>
        _pending.TryGetValue(Uuids.Read(request.CorrelationId), out var append) ? Add(append, request) : default;

    private Taken TakeFirstChunk(BatchAppendReq request)
    {
        try
        {
            var id = Uuids.Read(request.CorrelationId);
            if (_pending.TryGetValue(id, out var opened))
            {
                return Add(opened, request);
            }

            var append = Open(id, request.Options);
            if (!access.Allows(caller, StreamAction.Write, append.Stream))
            {
                return new Taken(BatchAnswers.AccessDenied(request.CorrelationId, append.Identifier), null);
            }

            if (append.Deadline <= options.TimeProvider.GetUtcNow())
            {
                return new Taken(BatchAnswers.Timeout(request.CorrelationId, append.Identifier), null);
            }

            // Opened before its events are looked at: if one of them is bad, the append times out on top of that.
            _pending.Add(id, append);
            return Add(append, request);
        }
        catch (Exception e) when (e is FormatException or KeyNotFoundException or MalformedRequestException or RpcException)
        {
            return new Taken(
                BatchAnswers.BadRequest(request.CorrelationId, request.Options.StreamIdentifier, e.Message), null);
        }
    }

    private Taken Add(PendingAppend append, BatchAppendReq chunk)
    {
        foreach (var message in chunk.ProposedMessages)
        {
            var proposed = Requests.Event(message.Id, message.Metadata, message.CustomMetadata, message.Data);
            if (!append.TryAdd(proposed, options.MaxAppendSize))
            {
                _pending.Remove(append.CorrelationId);
                return new Taken(
                    BatchAnswers.TooLarge(chunk.CorrelationId, append.Identifier, options.MaxAppendSize), null);
            }
        }

        if (!chunk.IsFinal)
        {
            return default;
        }

        _pending.Remove(append.CorrelationId);
        return new Taken(null, append);
    }

    private PendingAppend Open(Guid id, BatchOptions append)
    {
        var expected = append.ExpectedStreamPositionCase switch
        {
            BatchOptions.ExpectedStreamPositionOneofCase.StreamPosition => Requests.Exactly(append.StreamPosition),
            BatchOptions.ExpectedStreamPositionOneofCase.NoStream => ExpectedRevision.NoStream,
            BatchOptions.ExpectedStreamPositionOneofCase.Any => ExpectedRevision.Any,
            BatchOptions.ExpectedStreamPositionOneofCase.StreamExists => ExpectedRevision.StreamExists,
            var none => throw Errors.NotValid(
                none.ToString(), "BatchAppendReq+Types+Options+ExpectedStreamPositionOneofCase"),
        };
        var stream = Requests.WritableStreamName(append.StreamIdentifier);
        return new PendingAppend(id, append.StreamIdentifier, stream, expected, Deadline(append));
    }

    /// <summary>The client's deadline, but never later than the server's own.</summary>
    private DateTimeOffset Deadline(BatchOptions append)
    {
        var now = options.TimeProvider.GetUtcNow();
        var latest = now + options.WriteTimeout;
        switch (append.DeadlineOptionCase)
        {
            case BatchOptions.DeadlineOptionOneofCase.Deadline21100:
                // Beyond what a DateTime can hold, as the largest of durations is, means: as late as may be.
                var at = append.Deadline21100;
                return at.Seconds > latest.ToUnixTimeSeconds() ? latest : Earlier(latest, at.ToDateTimeOffset());
            case BatchOptions.DeadlineOptionOneofCase.Deadline:
                return append.Deadline.Seconds > options.WriteTimeout.TotalSeconds
                    ? latest
                    : append.Deadline.Seconds < 0 ? now : Earlier(latest, now + append.Deadline.ToTimeSpan());
            default:
                return latest;
        }
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    /// <summary>What a chunk leads to: an answer, an append that is complete, or, so far, neither.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Taken(BatchAppendResp? Answer, PendingAppend? Complete);
}
