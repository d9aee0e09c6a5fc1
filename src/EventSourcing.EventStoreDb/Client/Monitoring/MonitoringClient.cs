using System.Runtime.CompilerServices;
using EventSourcing.EventStoreDb.Client.Calls;
using EventSourcing.EventStoreDb.Client.Cluster;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.EventStoreDb.Client.Errors;
using EventSourcing.EventStoreDb.Client.Telemetry;
using EventSourcing.EventStoreDb.Protos.Monitoring;
using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Monitoring;

/// <summary>Watches a node. No rights are needed for it.</summary>
public sealed class MonitoringClient
{
    private const string OperationName = "monitoring.stats";

    private static readonly TimeSpan LeastPeriod = TimeSpan.FromMilliseconds(1);

    private readonly Retries _retries;
    private readonly Nodes _nodes;
    private readonly EventStoreDbClientSettings _settings;
    private readonly TimeProvider _time;

    internal MonitoringClient(Retries retries, Nodes nodes, EventStoreDbClientSettings settings, TimeProvider time)
    {
        _retries = retries;
        _nodes = nodes;
        _settings = settings;
        _time = time;
    }

    /// <summary>Reads the statistics of the node: at once, and then once per period, until the reader stops. A lost connection
    /// is taken up again, in a cluster perhaps with another node.</summary>
    /// <param name="period">The time between two answers: at least a millisecond, fractions of one are cut off.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>Each time some hundred figures as text, such as <c>proc-cpu</c> or <c>sys-freeMem</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The period is below a millisecond. The server would never answer, and
    /// be busy with that.</exception>
    /// <exception cref="StoreTimeoutException">The node did not answer within the period and the deadline together.</exception>
    /// <exception cref="StoreUnavailableException">The node cannot be reached.</exception>
    public IAsyncEnumerable<IReadOnlyDictionary<string, string>> ReadStatisticsAsync(TimeSpan period, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, LeastPeriod);
        return RunAsync(period, cancel);
    }

    private async IAsyncEnumerable<IReadOnlyDictionary<string, string>> RunAsync(TimeSpan period, [EnumeratorCancellation] CancellationToken cancel)
    {
        var request = new StatsReq { RefreshTimePeriodInMs = (ulong)period.TotalMilliseconds };
        for (var isEstablished = false; ; isEstablished = true)
        {
            var call = await BeginAsync(request, isEstablished, cancel).ConfigureAwait(false);
            await using var _ = call.ConfigureAwait(false);
            do
                yield return call.Current.Stats.ToDictionary(StringComparer.Ordinal);
            while (await MoveNextAsync(call, period).ConfigureAwait(false));
        }
    }

    private async Task<StatsCall> BeginAsync(StatsReq request, bool isEstablished, CancellationToken cancel)
    {
        using var operation = Operation.Start(OperationName, stream: null, _time);
        return await _retries.OpenAsync(operation, isEstablished, node => OpenAsync(node, request, cancel), cancel).ConfigureAwait(false);
    }

    private async Task<StatsCall> OpenAsync(Node node, StatsReq request, CancellationToken cancel)
    {
        var description = new CallDescription(OperationName, "statistics", node.Endpoint, _settings.Credentials);
        var call = new StatsCall(node, request, description, _time, cancel);
        try
        {
            return await call.MoveNextAsync(_settings.DefaultDeadline).ConfigureAwait(false)
                ? call
                : throw new StoreUnavailableException($"{node.Endpoint} ended the statistics before the first.");
        }
        catch
        {
            await call.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async ValueTask<bool> MoveNextAsync(StatsCall call, TimeSpan period)
    {
        var never = Timeout.InfiniteTimeSpan;
        try
        {
            return await call.MoveNextAsync(_settings.DefaultDeadline == never ? never : period + _settings.DefaultDeadline).ConfigureAwait(false);
        }
        catch (PersistenceException error) when (error is not StoreTimeoutException && Retries.IsTransient(error, repeatable: true))
        {
            _nodes.Report(call.Node, error);
            return false;
        }
    }
}
