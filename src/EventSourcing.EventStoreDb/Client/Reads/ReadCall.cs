using EventSourcing.EventStoreDb.Client.Calls;
using EventSourcing.EventStoreDb.Client.Cluster;
using EventSourcing.EventStoreDb.Client.Errors;
using EventSourcing.EventStoreDb.Protos.Streams;
using Grpc.Core;

namespace EventSourcing.EventStoreDb.Client.Reads;

/// <summary>One Read call, for a read or a subscription.</summary>
internal sealed class ReadCall : AnswerStream<ReadResp>
{
    private readonly AsyncServerStreamingCall<ReadResp> _call;

    public ReadCall(Node node, ReadReq request, CallDescription description, TimeProvider time, CancellationToken cancel)
        : base(node, description, time, cancel) =>
        _call = new Protos.Streams.Streams.StreamsClient(node.Channel.Invoker).Read(request, Options);

    protected override IAsyncStreamReader<ReadResp> Answers => _call.ResponseStream;

    protected override IDisposable Call => _call;
}
