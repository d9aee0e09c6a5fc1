using System.Buffers.Binary;
using System.Collections.Concurrent;
using Benchmarks.Macro;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.EventStoreDb.Protos;
using EventSourcing.EventStoreDb.Protos.Streams;
using EventSourcing.Persistence;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Options = EventSourcing.EventStoreDb.Protos.Streams.ReadReq.Types.Options;

namespace Benchmarks.Peers;

/// <summary>The generated stubs of EventStoreDB's protocol, and nothing else: no retries, no deadlines, no errors of its own,
/// and what it reads stays in the messages it came in.</summary>
internal sealed class RawServer : IPeer
{
    private const int MaxMessageSize = 17 * 1024 * 1024;
    private static readonly Empty Set = new();

    private readonly GrpcChannel _channel;
    private readonly Streams.StreamsClient _streams;
    private readonly Lazy<AsyncDuplexStreamingCall<BatchAppendReq, BatchAppendResp>> _appends;
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource<BatchAppendResp>> _unanswered = [];
    private readonly SemaphoreSlim _sending = new(1);
    private Task _receiving = Task.CompletedTask;

    public RawServer(string connectionString)
    {
        var settings = EventStoreDbClientSettings.Parse(connectionString);
        _channel = GrpcChannel.ForAddress($"{(settings.Tls ? "https" : "http")}://{settings.Hosts[0]}", new GrpcChannelOptions { MaxReceiveMessageSize = MaxMessageSize });
        _streams = new Streams.StreamsClient(_channel);
        _appends = new(() =>
        {
            var call = _streams.BatchAppend();
            _receiving = ReceiveAsync(call);
            return call;
        });
    }

    public async Task AppendAsync(string stream, long last, NewEvent[] events)
    {
        var id = Guid.NewGuid();
        var options = new BatchAppendReq.Types.Options { StreamIdentifier = Identifier(stream) };
        if (last < 0)
            options.NoStream = new();
        else
            options.StreamPosition = (ulong)last;
        var request = new BatchAppendReq { CorrelationId = ToWire(id), Options = options, IsFinal = true };
        foreach (var added in events)
            request.ProposedMessages.Add(Proposed(added));

        var answered = _unanswered[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await _sending.WaitAsync().ConfigureAwait(false);
        try
        {
            await _appends.Value.RequestStream.WriteAsync(request).ConfigureAwait(false);
        }
        finally
        {
            _sending.Release();
        }

        if ((await answered.Task.ConfigureAwait(false)).Success is null)
            throw new InvalidOperationException("The append was refused.");
    }

    public Task ReadStreamAsync(string stream, bool backwards, int count, Laps laps)
    {
        var options = Read(backwards);
        options.Count = (ulong)count;
        options.NoFilter = Set;
        options.Stream = new Options.Types.StreamOptions { StreamIdentifier = Identifier(stream) };
        if (backwards)
            options.Stream.End = Set;
        else
            options.Stream.Start = Set;
        return CountAsync(options, int.MaxValue, laps);
    }

    public Task ReadAllAsync(int count, Laps laps)
    {
        var options = Read(backwards: false);
        options.Count = (ulong)count;
        options.NoFilter = Set;
        options.All = new Options.Types.AllOptions { Start = Set };
        return CountAsync(options, int.MaxValue, laps);
    }

    public Task SubscribeAsync(string typePrefix, Position after, int count, Laps laps)
    {
        var options = Read(backwards: false);
        options.Subscription = new Options.Types.SubscriptionOptions();
        options.Filter = new Options.Types.FilterOptions
        {
            EventType = new Options.Types.FilterOptions.Types.Expression { Prefix = { typePrefix } },
            Max = 1024,
            CheckpointIntervalMultiplier = 1,
        };
        options.All = new Options.Types.AllOptions { Position = new Options.Types.Position { CommitPosition = (ulong)after.Commit, PreparePosition = (ulong)after.Prepare } };
        return CountAsync(options, count, laps);
    }

    /// <summary>What a client of these stubs gets to see of a stream's events.</summary>
    public async IAsyncEnumerable<(string Type, ByteString Data)> EventsAsync(string stream)
    {
        var options = Read(backwards: false);
        options.Count = long.MaxValue;
        options.NoFilter = Set;
        options.Stream = new Options.Types.StreamOptions { StreamIdentifier = Identifier(stream), Start = Set };
        using var call = _streams.Read(new ReadReq { Options = options });
        while (await call.ResponseStream.MoveNext(CancellationToken.None).ConfigureAwait(false))
            if (call.ResponseStream.Current.Event is { } read)
                yield return (read.Event.Metadata["type"], read.Event.Data);
    }

    public async ValueTask DisposeAsync()
    {
        if (_appends.IsValueCreated)
        {
            // The server keeps such a call open, whatever its client says.
            _appends.Value.Dispose();
            await _receiving.ConfigureAwait(false);
        }

        _sending.Dispose();
        _channel.Dispose();
    }

    private async Task ReceiveAsync(AsyncDuplexStreamingCall<BatchAppendReq, BatchAppendResp> call)
    {
        try
        {
            await foreach (var answer in call.ResponseStream.ReadAllAsync().ConfigureAwait(false))
                if (_unanswered.TryRemove(ToGuid(answer.CorrelationId), out var answered))
                    answered.SetResult(answer);
        }
        catch (RpcException error) when (error.StatusCode == StatusCode.Cancelled)
        {
            // The peer was disposed of.
        }
    }

    private async Task CountAsync(Options options, int enough, Laps laps)
    {
        using var call = _streams.Read(new ReadReq { Options = options });
        while (laps.Events < enough && await call.ResponseStream.MoveNext(CancellationToken.None).ConfigureAwait(false))
            if (call.ResponseStream.Current.ContentCase == ReadResp.ContentOneofCase.Event)
                laps.Event();
    }

    private static Options Read(bool backwards) => new()
    {
        ReadDirection = backwards ? Options.Types.ReadDirection.Backwards : Options.Types.ReadDirection.Forwards,
        UuidOption = new Options.Types.UUIDOption { Structured = Set },
        ControlOption = new Options.Types.ControlOption { Compatibility = 1 },
    };

    private static StreamIdentifier Identifier(string stream) => new() { StreamName = ByteString.CopyFromUtf8(stream) };

    private static BatchAppendReq.Types.ProposedMessage Proposed(NewEvent added) => new()
    {
        Id = ToWire(added.Id),
        Metadata = { { "type", added.Type }, { "content-type", "application/json" } },
        CustomMetadata = UnsafeByteOperations.UnsafeWrap(added.Metadata),
        Data = UnsafeByteOperations.UnsafeWrap(added.Data),
    };

    private static UUID ToWire(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return new UUID { Structured = new UUID.Types.Structured { MostSignificantBits = BinaryPrimitives.ReadInt64BigEndian(bytes), LeastSignificantBits = BinaryPrimitives.ReadInt64BigEndian(bytes[8..]) } };
    }

    private static Guid ToGuid(UUID id)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, id.Structured.MostSignificantBits);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], id.Structured.LeastSignificantBits);
        return new Guid(bytes, bigEndian: true);
    }
}
