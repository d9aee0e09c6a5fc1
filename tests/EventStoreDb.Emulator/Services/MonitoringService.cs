using System.Globalization;
using EventSourcing.EventStoreDb.Protos.Monitoring;
using EventStoreDb.Emulator.Store;
using Grpc.Core;

namespace EventStoreDb.Emulator.Services;

/// <summary>Some of the server's many figures, by its names; those that nothing here measures are as of a node that has just
/// been started, or does nothing.</summary>
internal sealed class MonitoringService(EmulatorOptions options, Database database) : Monitoring.MonitoringBase
{
    private const string Unknown = "-1";

    private readonly DateTimeOffset _started = options.TimeProvider.GetUtcNow();

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

    private static string Text(IFormattable figure) => figure.ToString(null, CultureInfo.InvariantCulture);

    private Dictionary<string, string> Figures()
    {
        var memory = Text(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        var figures = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["proc-startTime"] = _started.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            ["proc-id"] = Text(Environment.ProcessId),
            ["proc-mem"] = Text(Environment.WorkingSet),
            ["proc-cpu"] = Unknown,
            ["proc-threadsCount"] = Text(ThreadPool.ThreadCount),
            ["proc-gc-timeInGc"] = Unknown,
            ["proc-tcp-connections"] = "0",
            ["proc-tcp-receivingSpeed"] = "0",
            ["proc-tcp-sendingSpeed"] = "0",
            ["sys-loadavg-1m"] = "0.25",
            ["sys-freeMem"] = memory,
            ["sys-totalMem"] = memory,
            ["es-checksum"] = Text(database.LogEnd),
            ["es-checksumNonFlushed"] = Text(database.LogEnd),
            ["es-writer-meanFlushDelayMs"] = "0.5",
            ["es-writer-maxFlushDelayMs"] = "1.5",
            ["es-readIndex-cachedStreamInfo"] = "3",
            ["es-readIndex-notCachedStreamInfo"] = "1",
            ["es-cache-sizeBytes"] = "1000",
        };
        AddQueue(figures, "MainQueue", length: 2);
        AddQueue(figures, "Timer", length: 11);
        if (options.OnDisk)
        {
            figures["sys-drive-/-availableBytes"] = "1000000000";
            figures["sys-drive-/-totalBytes"] = "4000000000";
            figures["sys-drive-/-usage"] = "75%";
            figures["sys-drive-/-usedBytes"] = "3000000000";
        }

        return figures;
    }

    private static void AddQueue(Dictionary<string, string> figures, string name, int length)
    {
        figures[$"es-queue-{name}-queueName"] = name;
        figures[$"es-queue-{name}-groupName"] = "";
        figures[$"es-queue-{name}-avgItemsPerSecond"] = "49";
        figures[$"es-queue-{name}-avgProcessingTime"] = "0.25";
        figures[$"es-queue-{name}-idleTimePercent"] = "74.5";
        figures[$"es-queue-{name}-inProgressMessage"] = "<none>";
        figures[$"es-queue-{name}-lastProcessedMessage"] = "Schedule";
        figures[$"es-queue-{name}-length"] = Text(length);
        figures[$"es-queue-{name}-lengthLifetimePeak"] = "9";
        figures[$"es-queue-{name}-totalItemsProcessed"] = "111";
    }
}
