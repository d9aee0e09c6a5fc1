using System.Globalization;
using EventSourcing.EventStoreDb.Protos.Monitoring;
using Grpc.Core;

namespace EventStoreDb.Emulator.Services;

/// <summary>A few of the server's many figures, enough to tell a client that they arrive, and how they are named.</summary>
internal sealed class MonitoringService(EmulatorOptions options) : Monitoring.MonitoringBase
{
    public override async Task Stats(StatsReq request, IServerStreamWriter<StatsResp> responseStream, ServerCallContext context)
    {
        var cancel = context.CancellationToken;
        if (request.RefreshTimePeriodInMs == 0)
        {
            await Silence.KeepAsync(cancel);
        }

        var period = TimeSpan.FromMilliseconds(Math.Min(request.RefreshTimePeriodInMs, int.MaxValue));
        while (true)
        {
            await responseStream.WriteAsync(new StatsResp { Stats = { Figures() } }, cancel);
            await Task.Delay(period, options.TimeProvider, cancel);
        }
    }

    private static Dictionary<string, string> Figures() => new(StringComparer.Ordinal)
    {
        ["proc-id"] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture),
        ["proc-mem"] = Environment.WorkingSet.ToString(CultureInfo.InvariantCulture),
        ["sys-freeMem"] = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes.ToString(CultureInfo.InvariantCulture),
    };
}
