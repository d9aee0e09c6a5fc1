using EventSourcing.EventStoreDb.Client.Calls;
using EventSourcing.EventStoreDb.Client.Cluster;
using EventSourcing.EventStoreDb.Client.Errors;
using EventSourcing.EventStoreDb.Protos.Monitoring;
using Grpc.Core;

namespace EventSourcing.EventStoreDb.Client.Monitoring;

/// <summary>One Stats call.</summary>
internal sealed class StatsCall : AnswerStream<StatsResp>
{
    private readonly AsyncServerStreamingCall<StatsResp> _call;

    public StatsCall(Node node, StatsReq request, CallDescription description, TimeProvider time, CancellationToken cancel)
        : base(node, description, time, cancel) =>
        _call = new Protos.Monitoring.Monitoring.MonitoringClient(node.Channel.Invoker).Stats(request, Options);

    protected override IAsyncStreamReader<StatsResp> Answers => _call.ResponseStream;

    protected override IDisposable Call => _call;
}
