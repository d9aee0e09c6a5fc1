using EventStoreDb.Emulator.Clustering;
using EventStoreDb.Emulator.Hosting;
using EventStoreDb.Emulator.Services;
using EventStoreDb.Emulator.Store;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace EventStoreDb.Emulator.Faults;

/// <summary>What is to go wrong with one call, and whether it has come to that yet.</summary>
internal sealed class CallFault(
    FaultPlan plan, StruckFault planned, HttpContext http, Line line, Cluster cluster, TimeProvider time)
{
    private const uint InternalError = 2;

    private readonly Fault _fault = planned.Fault;
    private readonly bool _strikesAtWrites = Methods.Writes(planned.Method) && !planned.Fault.HarmsMessage;
    private int _passed;
    private bool _isSlow;

    /// <summary>What the writer is to answer instead of writing; null if it is to go on.</summary>
    public Task<WriteOutcome?> BeforeCommitAsync(CancellationToken cancel) =>
        AtWriteAsync(isAfter: false, cancel);

    /// <summary>What the writer is to answer instead of how the write ended.</summary>
    public Task<WriteOutcome?> AfterCommitAsync(CancellationToken cancel) =>
        AtWriteAsync(isAfter: true, cancel);

    /// <summary>Before a unary call does anything.</summary>
    public Task BeforeWorkAsync(CancellationToken cancel) =>
        !_strikesAtWrites && !_fault.AfterCommit && !_fault.HarmsMessage ? AtAnswerAsync(cancel) : Task.CompletedTask;

    /// <summary>Before an answer is sent. True if it is to be harmed.</summary>
    public async Task<bool> BeforeAnswerAsync(CancellationToken cancel)
    {
        if (_strikesAtWrites)
        {
            return false;
        }

        return await AtAnswerAsync(cancel) && _fault.HarmsMessage;
    }

    /// <summary>Sends a message as it should not be. Returns if the call goes on.</summary>
    public async Task SendHarmedAsync(byte[] message, bool isOnlyAnswer, CancellationToken cancel)
    {
        var isTruncated = _fault.Kind == FaultKind.Truncate;
        await http.Response.BodyWriter.WriteAsync(HarmedMessage.Frame(message, isTruncated), cancel);
        if (isTruncated)
        {
            await http.Response.CompleteAsync();
            throw Over();
        }

        if (isOnlyAnswer)
        {
            // An error that is none: keeps the real answer from being sent as well.
            throw new RpcException(Status.DefaultSuccess);
        }
    }

    private static OperationCanceledException Over() => new("The call was ended by a fault.");

    private async Task<WriteOutcome?> AtWriteAsync(bool isAfter, CancellationToken cancel)
    {
        if (!_strikesAtWrites || isAfter != _fault.AfterCommit)
        {
            return null;
        }

        if (!await ReachAsync(cancel))
        {
            return null;
        }

        // In a BatchAppend these are answers, after which the call goes on.
        return _fault.Kind switch
        {
            FaultKind.NotReady => new WriteOutcome.NotReady(),
            FaultKind.TimedOut => new WriteOutcome.TimedOut("Commit phase timeout."),
            _ => throw Failure() ?? Over(),
        };
    }

    private async Task<bool> AtAnswerAsync(CancellationToken cancel)
    {
        if (!await ReachAsync(cancel))
        {
            return false;
        }

        return _fault.HarmsMessage ? true : throw Failure() ?? Over();
    }

    /// <summary>Comes to a write or an answer. True if what is left is to answer otherwise, or not at all.</summary>
    private async Task<bool> ReachAsync(CancellationToken cancel)
    {
        var isHit = _passed++ == _fault.After && plan.TryStrike(planned);
        _isSlow |= isHit && _fault.Kind == FaultKind.Slow;
        if (_isSlow || (isHit && _fault.Kind == FaultKind.Delay))
        {
            await WaitAsync(cancel);
            return false;
        }

        if (!isHit)
        {
            return false;
        }

        switch (_fault.Kind)
        {
            case FaultKind.GoAway:
                line.AnnounceEnd();
                return false;
            case FaultKind.Drop:
                line.Abort();
                return true;
            case FaultKind.Refuse:
                line.AbortAndRefuse(_fault.Time);
                return true;
            case FaultKind.HalfOpen:
                line.FallSilent(_fault.Time);
                await Silence.KeepAsync(cancel);
                return true;
            case FaultKind.Stall:
                await Silence.KeepAsync(cancel);
                return true;
            case FaultKind.Reset:
            case FaultKind.End when Methods.HasOneAnswer(planned.Method):
                http.Features.GetRequiredFeature<IHttpResetFeature>().Reset((int)InternalError);
                return true;
            default:
                return true;
        }
    }

    /// <summary>Waits no less than the time: a timer may run out a little early.</summary>
    private async Task WaitAsync(CancellationToken cancel)
    {
        var begun = time.GetTimestamp();
        while (_fault.Time - time.GetElapsedTime(begun) is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(left, time, cancel);
        }
    }

    /// <summary>How the call ends by a status, if it does.</summary>
    private Exception? Failure() => _fault.Kind switch
    {
        FaultKind.NotLeader => Errors.NotLeader(Member.Host, cluster.NamedLeader.Port),
        FaultKind.NotReady => Errors.NotReady(),
        FaultKind.TimedOut => Errors.TimedOut("Commit phase timeout."),
        FaultKind.DeadlineExceeded => Errors.DeadlineExceeded(),
        FaultKind.ConsumerTooSlow => Errors.ConsumerTooSlow(),
        FaultKind.End when !Methods.HasOneAnswer(planned.Method) => new CallEndedException(),
        _ => null,
    };
}
