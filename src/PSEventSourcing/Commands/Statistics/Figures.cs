using System.Globalization;

namespace PSEventSourcing.Commands.Statistics;

/// <summary>Makes sense of the figures of a node (wire/PROTOCOL.md, m).</summary>
internal sealed class Figures(IReadOnlyDictionary<string, string> figures)
{
    private const string QueuePrefix = "es-queue-";
    private const string QueueNameSuffix = "-queueName";
    private const string DiskPrefix = "sys-drive-";
    private const string DiskSuffix = "-totalBytes";
    private const string None = "<none>";

    /// <summary>What is in this queue waits for its time, not for a thread.</summary>
    private const string Timer = "Timer";

    public EventStoreStatistic ToStatistic(string node, DateTimeOffset time)
    {
        var disk = Names(DiskPrefix, DiskSuffix).FirstOrDefault();
        EventStoreQueue[] queues = [.. Names(QueuePrefix, QueueNameSuffix).Order(StringComparer.OrdinalIgnoreCase).Select(ToQueue)];
        return new EventStoreStatistic
        {
            Node = node,
            Time = time,
            ProcessId = (int?)Count("proc-id"),
            Started = DateTimeOffset.TryParse(Text("proc-startTime"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var started) ? started : null,
            Cpu = Number("proc-cpu"),
            LoadAverage = Number("sys-loadavg-1m"),
            ThreadCount = (int?)Count("proc-threadsCount"),
            Memory = Count("proc-mem"),
            FreeMemory = Count("sys-freeMem"),
            TotalMemory = Count("sys-totalMem"),
            GarbageCollectionPercent = Number("proc-gc-timeInGc"),
            Disk = disk,
            DiskFree = Count($"{DiskPrefix}{disk}-availableBytes"),
            DiskTotal = Count($"{DiskPrefix}{disk}{DiskSuffix}"),
            DiskRead = Count("proc-diskIo-readBytes"),
            DiskWritten = Count("proc-diskIo-writtenBytes"),
            LogPosition = Count("es-checksum"),
            FlushMilliseconds = Number("es-writer-meanFlushDelayMs"),
            MaxFlushMilliseconds = Number("es-writer-maxFlushDelayMs"),
            TcpConnections = (int?)Count("proc-tcp-connections"),
            TcpReceived = Number("proc-tcp-receivingSpeed"),
            TcpSent = Number("proc-tcp-sendingSpeed"),
            StreamCacheHitPercent = HitPercent("es-readIndex-cachedStreamInfo", "es-readIndex-notCachedStreamInfo"),
            CacheSize = Count("es-cache-sizeBytes"),
            QueueLength = queues is [] ? null : queues.Where(queue => queue.Name != Timer).Sum(queue => queue.Length ?? 0),
            Queue = queues,
            Figure = figures,
        };
    }

    private EventStoreQueue ToQueue(string name)
    {
        var prefix = $"{QueuePrefix}{name}-";
        return new EventStoreQueue
        {
            Name = name,
            Group = Text(prefix + "groupName"),
            Length = Count(prefix + "length"),
            PeakLength = Count(prefix + "lengthLifetimePeak"),
            ItemsPerSecond = Number(prefix + "avgItemsPerSecond"),
            AverageMilliseconds = Number(prefix + "avgProcessingTime"),
            IdlePercent = Number(prefix + "idleTimePercent"),
            TotalProcessed = Count(prefix + "totalItemsProcessed"),
            InProgress = Text(prefix + "inProgressMessage"),
            LastProcessed = Text(prefix + "lastProcessedMessage"),
        };
    }

    /// <summary>The names that stand between a beginning and an end.</summary>
    private IEnumerable<string> Names(string prefix, string suffix) => figures.Keys
        .Where(key => key.Length > prefix.Length + suffix.Length && key.StartsWith(prefix, StringComparison.Ordinal) && key.EndsWith(suffix, StringComparison.Ordinal))
        .Select(key => key[prefix.Length..^suffix.Length]);

    private double? HitPercent(string hits, string misses) =>
        Count(hits) is { } hit && Count(misses) is { } missed && hit + missed > 0 ? 100.0 * hit / (hit + missed) : null;

    private string? Text(string key) => figures.TryGetValue(key, out var text) && text is not ("" or None) ? text : null;

    private long? Count(string key) => Number(key) is { } number ? (long)number : null;

    /// <summary>A node that has not measured something yet says minus one.</summary>
    private double? Number(string key) =>
        double.TryParse(Text(key), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= 0 ? number : null;
}
