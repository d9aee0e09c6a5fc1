extern alias Emulator;

using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using Emulator::EventStoreDb.Emulator;
using EventSourcing.Tests.Wire;

namespace EventSourcing.Tests.EventStoreDb.Emulator;

/// <summary>Plays a scenario's calls against a fresh emulator, in the recorded order, and collects what is different.</summary>
internal sealed class Replay : IAsyncDisposable
{
    private static readonly WireContract Contract = new(typeof(EmulatorServer).Assembly);

    private static readonly TimeSpan ShowsWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(50);

    private readonly WireScenario _scenario;
    private readonly Target _target;
    private readonly SocketsHttpHandler _handler = new();
    private readonly HttpClient _http;
    private readonly X509Certificate2? _authority;
    private readonly CancellationTokenSource _stop;
    private readonly ConcurrentQueue<string> _differences = new();

    private Replay(WireScenario scenario, Target target, CancellationToken cancel)
    {
        _scenario = scenario;
        _target = target;
        _authority = target.CertificateAuthority is { } pem ? X509Certificate2.CreateFromPem(pem) : null;
        if (_authority is not null)
        {
            _handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { _authority },
                RevocationMode = X509RevocationMode.NoCheck,
            };
        }

        _http = new HttpClient(_handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        Known = new Correspondence();
        Requests = new RequestWriter(Contract, Known);
        Order = new CallOrder(scenario, target.Incidents);
    }

    public Correspondence Known { get; }

    public RequestWriter Requests { get; }

    public CallOrder Order { get; }

    public static async Task<Replay> StartAsync(WireScenario scenario, CancellationToken cancel) =>
        new(scenario, await Target.StartAsync(scenario, cancel), cancel);

    /// <summary>Plays everything and returns the differences.</summary>
    public async Task<IReadOnlyCollection<string>> RunAsync()
    {
        try
        {
            await Task.WhenAll(_scenario.Calls.Select(PlayAsync));
        }
        catch (OperationCanceledException) when (!_differences.IsEmpty)
        {
            // One call went wrong; the others were not worth waiting for.
        }

        return _differences;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _http.Dispose();
        _handler.Dispose();
        _authority?.Dispose();
        await _target.DisposeAsync();
        _stop.Dispose();
    }

    private async Task PlayAsync(WireCall call)
    {
        await Order.TurnOfAsync(call, _stop.Token);
        try
        {
            foreach (var difference in await PlayOrAskAgainAsync(call))
            {
                _differences.Enqueue(difference);
            }
        }
        finally
        {
            Order.Ended(call);
        }

        if (!_differences.IsEmpty)
        {
            await _stop.CancelAsync();
        }
    }

    /// <summary>
    /// Makes a call that appends once more, and again, until that many bytes are appended, each time with other events.
    /// </summary>
    public async Task AppendMoreAsync(WireCall append, int bytes)
    {
        while (bytes > 0)
        {
            await using var raw = new RawCall(_http, await _target.AddressForAsync(append, _stop.Token), append, _stop.Token);
            foreach (var request in append.Requests)
            {
                var message = Requests.Bytes(append.Rpc, request.WithNewId());
                await raw.SendAsync(message, request.IsFlaggedCompressed);
                bytes -= message.Length;
            }

            raw.HalfClose();
            while (await raw.ReceiveAsync(_stop.Token) is not null)
            {
                // Its answer is like that of the one that was recorded.
            }
        }
    }

    /// <summary>
    /// What was sent on one call without an answer, and what the server does by itself, shows in the answers to other
    /// calls a little later. Questions that change nothing are asked again until it does; those who recorded waited too.
    /// </summary>
    private async Task<IReadOnlyList<string>> PlayOrAskAgainAsync(WireCall call)
    {
        var mark = Known.Mark();
        var differences = await PlayOnceAsync(call);
        var begun = TimeProvider.System.GetTimestamp();
        var last = differences;
        while (last.Count > 0 && MayAskAgain(call) && TimeProvider.System.GetElapsedTime(begun) < ShowsWithin)
        {
            await Task.Delay(AskAgainAfter, TimeProvider.System, _stop.Token);
            Known.RollBack(mark);
            last = await PlayOnceAsync(call);
        }

        return last.Count > 0 ? differences : last;
    }

    private bool MayAskAgain(WireCall call) => call.StandsAlone && (call.IsQuestion || _scenario.IsUnsteady);

    private async Task<IReadOnlyList<string>> PlayOnceAsync(WireCall call)
    {
        var address = await _target.AddressForAsync(call, _stop.Token);
        await using var raw = call.StopsReadingBefore is null
            ? new RawCall(_http, address, call, _stop.Token)
            : new RawCall(_http, address, call, _stop.Token, readsAhead: 1);
        return await new CallPlay(_scenario, call, raw, this, Contract).RunAsync(_stop.Token);
    }
}
