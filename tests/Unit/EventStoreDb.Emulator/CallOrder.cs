using EventSourcing.Tests.Wire;

namespace EventSourcing.Tests.EventStoreDb.Emulator;

/// <summary>
/// When each call begins: after all earlier ones have ended, except those that were open when it began. Those say in
/// their own steps when it did.
/// </summary>
internal sealed class CallOrder
{
    private readonly WireScenario _scenario;
    private readonly Func<ValueTask> _stopServer;
    private readonly TaskCompletionSource[] _ended;
    private readonly Dictionary<(int Open, int Begins), TaskCompletionSource> _letBegin = [];
    private readonly TaskCompletionSource _stopped = Signal();
    private int _waitForStop;

    public CallOrder(WireScenario scenario, Func<ValueTask> stopServer)
    {
        _scenario = scenario;
        _stopServer = stopServer;
        _ended = [.. scenario.Calls.Select(_ => Signal())];
        _waitForStop = scenario.Calls.Count(call => call.Mentions(WireStepKind.ServerStops, 0));
        foreach (var open in scenario.Calls)
        {
            foreach (var begins in open.Ordering.Where(step => step.Kind == WireStepKind.CallBegins))
            {
                _letBegin[(open.Index, begins.Number)] = Signal();
            }
        }
    }

    public async Task TurnOfAsync(WireCall call, CancellationToken cancel)
    {
        foreach (var earlier in _scenario.Calls.Take(call.Index))
        {
            var signal = _letBegin.GetValueOrDefault((earlier.Index, call.Index), _ended[earlier.Index]);
            await signal.Task.WaitAsync(cancel);
        }
    }

    public void LetBegin(WireCall open, int call) => _letBegin[(open.Index, call)].TrySetResult();

    public Task EndOfAsync(int call, CancellationToken cancel) => _ended[call].Task.WaitAsync(cancel);

    public void Ended(WireCall call) => _ended[call.Index].TrySetResult();

    /// <summary>Stops the server once every call that saw it stop has come that far.</summary>
    public async Task StopServerAsync(CancellationToken cancel)
    {
        if (Interlocked.Decrement(ref _waitForStop) == 0)
        {
            await _stopServer();
            _stopped.TrySetResult();
        }

        await _stopped.Task.WaitAsync(cancel);
    }

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
