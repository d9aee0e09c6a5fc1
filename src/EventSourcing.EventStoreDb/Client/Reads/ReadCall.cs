using EventSourcing.EventStoreDb.Client.Calls;
using EventSourcing.EventStoreDb.Client.Cluster;
using EventSourcing.EventStoreDb.Client.Errors;
using EventSourcing.EventStoreDb.Client.Wire;
using EventSourcing.EventStoreDb.Protos.Streams;
using Grpc.Core;

namespace EventSourcing.EventStoreDb.Client.Reads;

/// <summary>One Read call, for a read or a subscription.</summary>
internal sealed class ReadCall : AnswerStream<ReadAnswer>
{
    private readonly AsyncServerStreamingCall<ReadAnswer> _call;

    public ReadCall(Node node, ReadReq request, CallDescription description, TimeProvider time, CancellationToken cancel)
        : base(node, description, time, cancel) =>
        _call = node.Channel.Invoker.AsyncServerStreamingCall(ReadMethod.Instance, host: null, Options, request);

    protected override IAsyncStreamReader<ReadAnswer> Answers => _call.ResponseStream;

    protected override IDisposable Call => _call;
}
