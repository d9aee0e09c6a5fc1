using System.Globalization;
using System.Text.Json.Nodes;
using EventSourcing.Tests.Wire;

namespace EventSourcing.Tests.EventStoreDb.Emulator;

/// <summary>Plays one call step by step.</summary>
internal sealed class CallPlay(WireScenario scenario, WireCall call, RawCall raw, Replay replay, WireContract contract)
{
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(15);

    // Silence cannot be waited out for ever; this long tells an answer that comes from one that does not.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(
        int.TryParse(Environment.GetEnvironmentVariable("WIRE_PATIENCE"), CultureInfo.InvariantCulture, out var milliseconds)
            ? milliseconds
            : 700);

    private const int FillsEveryBuffer = 1024 * 1024;

    private readonly List<string> _differences = [];

    /// <summary>Plays all steps, or up to the first that is different.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancel)
    {
        foreach (var step in call.Ordering)
        {
            await PlayAsync(step, cancel);
            if (_differences.Count > 0 || step.Kind == WireStepKind.Cancel)
            {
                break;
            }
        }

        return _differences;
    }

    private Task PlayAsync(WireStep step, CancellationToken cancel)
    {
        switch (step.Kind)
        {
            case WireStepKind.Send:
                var request = call.Requests[step.Number];
                return raw.SendAsync(replay.Requests.Bytes(call.Rpc, request), request.IsFlaggedCompressed);
            case WireStepKind.HalfClose:
                raw.HalfClose();
                return Task.CompletedTask;
            case WireStepKind.Receive:
                return ReceiveAsync(step.Number, cancel);
            case WireStepKind.Nothing:
                return ReceiveNothingAsync(TimeSpan.FromMilliseconds(step.Number), cancel);
            case WireStepKind.End or WireStepKind.ConnectionClosed:
                return EndAsync(cancel);
            case WireStepKind.CallBegins:
                replay.Order.LetBegin(call, step.Number);
                return Task.CompletedTask;
            case WireStepKind.CallEnds:
                return replay.Order.EndOfAsync(step.Number, cancel);
            case WireStepKind.StopsReading:
                return ReadOnLaterAsync(cancel);
            case WireStepKind.ServerStops or WireStepKind.LeaderKilled:
                return replay.Order.ComeToAsync(step.Kind, cancel);
            default:
                return Task.CompletedTask;
        }
    }

    /// <summary>
    /// Reads nothing while the later calls are made, and then all there is. Of the appends that were made meanwhile the
    /// file has the first and the last; the others were like them. They have to be more here: no window of .NET's is as
    /// small as that of those who recorded.
    /// </summary>
    private async Task ReadOnLaterAsync(CancellationToken cancel)
    {
        var index = 0;
        while (index < call.Responses.Count && call.Responses[index]["event"] is null && _differences.Count == 0)
        {
            await ReceiveAsync(index++, cancel);
        }

        await replay.Order.LetHappenMeanwhileAsync(call, cancel);
        if (scenario.Calls.LastOrDefault(later => later.Index > call.Index && later.Rpc.EndsWith("/Append", StringComparison.Ordinal)) is { } append)
        {
            await replay.AppendMoreAsync(append, FillsEveryBuffer);
        }

        while (await WithinAsync(AnswersWithin, raw.ReceiveAsync, cancel) is { } message)
        {
            // How many there are depends on the windows; of what kind the rest is, the last one tells.
            var recorded = call.Responses[Math.Min(index, call.Responses.Count - 1)];
            _differences.AddRange(DifferentKinds(string.Create(CultureInfo.InvariantCulture, $"calls[{call.Index}].responses[{index}]"), recorded, contract.ResponseJson(call.Rpc, message)));
            index++;
        }
    }

    private async Task ReceiveAsync(int index, CancellationToken cancel)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"calls[{call.Index}].responses[{index}]");
        byte[]? message;
        try
        {
            message = await WithinAsync(AnswersWithin, raw.ReceiveAsync, cancel);
        }
        catch (TimeoutException)
        {
            _differences.Add($"{path}: did not come");
            return;
        }

        if (message is null)
        {
            _differences.Add($"{path}: did not come, the call ended: {await raw.End}");
            return;
        }

        var actual = contract.ResponseJson(call.Rpc, message);
        var recorded = call.Responses[index];
        _differences.AddRange(scenario.IsUnsteady
            ? DifferentKinds(path, recorded, actual)
            : MessageComparison.Differences(scenario, replay.Known, path + ".json", recorded, actual));
    }

    /// <summary>Where counts, texts and order depend on timing, only what kind of message it is is compared.</summary>
    private static IEnumerable<string> DifferentKinds(string path, JsonNode recorded, JsonNode actual)
    {
        var (was, now) = (Fields(recorded), Fields(actual));
        return string.Equals(was, now, StringComparison.Ordinal) ? [] : [$"{path}: recorded {was}, got {now}"];

        static string Fields(JsonNode message) =>
            string.Join(", ", message.AsObject().Select(field => field.Key).Order(StringComparer.Ordinal));
    }

    private async Task ReceiveNothingAsync(TimeSpan recorded, CancellationToken cancel)
    {
        try
        {
            var message = await WithinAsync(recorded < Patience ? recorded : Patience, raw.ReceiveAsync, cancel);
            _differences.Add(message is null
                ? $"calls[{call.Index}]: ended where nothing should come: {await raw.End}"
                : $"calls[{call.Index}]: where nothing should come, came {contract.ResponseJson(call.Rpc, message)}");
        }
        catch (TimeoutException)
        {
            // As it should be.
        }
    }

    private async Task EndAsync(CancellationToken cancel)
    {
        RawEnd end;
        try
        {
            // What is unsteady on a single node may not end at all; a cluster takes its time, but does.
            var mayHang = scenario.IsUnsteady && !Coverage.IsCluster(scenario);
            if (await WithinAsync(mayHang ? Patience : AnswersWithin, raw.ReceiveAsync, cancel) is { } message)
            {
                _differences.Add($"calls[{call.Index}]: after the last answer came {contract.ResponseJson(call.Rpc, message)}");
                return;
            }

            end = await raw.End;
        }
        catch (TimeoutException)
        {
            if (!scenario.IsUnsteady)
            {
                _differences.Add($"calls[{call.Index}]: did not end");
            }

            return;
        }

        if (call.Status is null && call.HttpStatus is null)
        {
            // The connection was lost then, and is now.
            if (end.Broken is null)
            {
                _differences.Add($"calls[{call.Index}]: ended with {end}");
            }
        }
        else if (!scenario.IsUnsteady || end.Status?.Code != call.Status?.Code)
        {
            _differences.AddRange(EndComparison.Differences(call, end, replay.Known));
        }
    }

    private static async Task<T> WithinAsync<T>(TimeSpan time, Func<CancellationToken, Task<T>> act, CancellationToken cancel)
    {
        using var enough = new CancellationTokenSource(time, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, enough.Token);
        try
        {
            return await act(either.Token);
        }
        catch (OperationCanceledException) when (enough.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new TimeoutException();
        }
    }
}
