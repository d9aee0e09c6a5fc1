using EventSourcing.Tests.Wire;

namespace EventSourcing.Tests.EventStoreDb.Emulator;

/// <summary>
/// When each call begins: after all earlier ones have ended, except those that were open when it began. Those say in
/// their own steps when it did.
/// </summary>
internal sealed class CallOrder
{
    private readonly WireScenario _scenario;
    private readonly TaskCompletionSource[] _ended;
    private readonly Dictionary<(int Open, int Begins), TaskCompletionSource> _letBegin = [];
    private readonly Dictionary<WireStepKind, Incident> _incidents;

    public CallOrder(WireScenario scenario, IReadOnlyDictionary<WireStepKind, Func<Task>> incidents)
    {
        _scenario = scenario;
        _ended = [.. scenario.Calls.Select(_ => Signal())];
        _incidents = incidents.ToDictionary(
            incident => incident.Key,
            incident => new Incident(incident.Value, scenario.Calls.Count(call => call.Mentions(incident.Key, 0))));
        foreach (var open in scenario.Calls)
        {
            foreach (var begins in open.Ordering.Where(step => step.Kind == WireStepKind.CallBegins))
            {
                _letBegin[(open.Index, begins.Number)] = Signal();
            }

            foreach (var meanwhile in Meanwhile(open))
            {
                _letBegin[(open.Index, meanwhile)] = Signal();
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

    /// <summary>Lets the calls happen in which nothing of an open one is read.</summary>
    public async Task LetHappenMeanwhileAsync(WireCall open, CancellationToken cancel)
    {
        foreach (var meanwhile in Meanwhile(open))
        {
            LetBegin(open, meanwhile);
            await EndOfAsync(meanwhile, cancel);
        }
    }

    public Task EndOfAsync(int call, CancellationToken cancel) => _ended[call].Task.WaitAsync(cancel);

    public void Ended(WireCall call) => _ended[call.Index].TrySetResult();

    /// <summary>What befell the server befalls it once every call that saw it has come that far.</summary>
    public Task ComeToAsync(WireStepKind incident, CancellationToken cancel) => _incidents[incident].ComeToAsync(cancel);

    private IEnumerable<int> Meanwhile(WireCall open) => open.StopsReadingBefore is { } first
        ? Enumerable.Range(first, _scenario.Calls.Count - first)
        : [];

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Incident(Func<Task> happen, int witnesses)
    {
        private readonly TaskCompletionSource _happened = Signal();
        private int _missing = witnesses;

        public async Task ComeToAsync(CancellationToken cancel)
        {
            if (Interlocked.Decrement(ref _missing) == 0)
            {
                await happen();
                _happened.TrySetResult();
            }

            await _happened.Task.WaitAsync(cancel);
        }
    }
}
