using System.Runtime.CompilerServices;
using EventSourcing.EventStoreDb.Client.Channels;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.EventStoreDb.Client.Errors;
using EventSourcing.EventStoreDb.Client.Streams;
using EventSourcing.EventStoreDb.Protos;
using EventSourcing.EventStoreDb.Protos.ServerFeatures;
using EventSourcing.EventStoreDb.Protos.Streams;
using EventSourcing.Persistence;
using Grpc.Core;
using Timeout = System.Threading.Timeout;

namespace EventSourcing.EventStoreDb.Client;

/// <summary>A client of EventStoreDB over gRPC. Connects with the first call; may be used from many threads.</summary>
public sealed class EventStoreDbClient : IAsyncDisposable
{
    // A filtered read may be busy for long before it finds a match, and says nothing until then.
    private const int FilteredReadPatience = 30;

    private readonly EventStoreDbClientSettings _settings;
    private readonly TimeProvider _time;
    private readonly NodeChannel _node;
    private readonly Appender _appender;

    /// <summary>Creates a client; nothing is connected yet.</summary>
    /// <param name="settings">Where and how to connect.</param>
    /// <param name="timeProvider">The clock that deadlines run by; the system's unless given.</param>
    /// <exception cref="ConfigurationException">A certificate cannot be read, or more than one node is named.</exception>
    public EventStoreDbClient(EventStoreDbClientSettings settings, TimeProvider? timeProvider = null)
    {
        if (settings.Discover || settings.Hosts.Count > 1)
            throw new ConfigurationException("Clusters cannot be discovered yet. Name the leader alone, with a scheme without +discover.");
        _settings = settings;
        _time = timeProvider ?? TimeProvider.System;
        _node = new NodeChannel(settings.Hosts[0], settings);
        _appender = new Appender(_node);
    }

    /// <summary>Asks the server for its version, for which no rights are needed; wrong credentials are refused all the same.</summary>
    public async Task<string> GetServerVersionAsync(CancellationToken cancel = default)
    {
        var answer = await UnaryAsync(
            new ServerFeatures.ServerFeaturesClient(_node.Invoker).GetSupportedMethodsAsync, new Empty(), Describe("question for the version"), cancel).ConfigureAwait(false);
        return answer.EventStoreServerVersion;
    }

    /// <summary>Appends events to a stream; see <see cref="IRecorder.AppendAsync(string, ExpectedRevision, IReadOnlyList{NewEvent}, CancellationToken)"/>.</summary>
    public async Task<AppendResult> AppendAsync(string stream, ExpectedRevision expected, IReadOnlyList<NewEvent> events, CancellationToken cancel = default)
    {
        var description = Describe("append", stream) with { Writes = true, Expected = expected };
        using var deadline = new CallDeadline(_settings.DefaultDeadline, _time, cancel);
        return await _appender.AppendAsync(stream, expected, events, description, deadline).ConfigureAwait(false);
    }

    /// <summary>Reads a stream; see <see cref="IRecorder.ReadStreamAsync"/>.</summary>
    public async IAsyncEnumerable<RecordedEvent> ReadStreamAsync(string stream, StreamRead read, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var left = read.MaxCount;
        // The server fails a count of 0, and then whether the stream is there would go unseen.
        var request = ReadRequests.OfStream(stream, read, (ulong)Math.Max(left, 1));
        await foreach (var answer in new ReadCall(_node, _time).RunAsync(request, Describe("read", stream), _settings.DefaultDeadline, cancel).ConfigureAwait(false))
        {
            if (answer.ContentCase == ReadResp.ContentOneofCase.StreamNotFound && read.MustExist)
                throw new StreamNotFoundException(stream);
            if (answer.ContentCase == ReadResp.ContentOneofCase.Event && left-- > 0)
                yield return Recorded(answer.Event);
        }
    }

    /// <summary>Reads the log of all streams; see <see cref="IRecorder.ReadAllAsync"/>.</summary>
    public async IAsyncEnumerable<RecordedEvent> ReadAllAsync(AllRead read, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var left = read.MaxCount;
        if (left == 0)
            yield break;

        var filter = new ServerFilter(read.Filter);
        var request = ReadRequests.OfAll(read, filter, filter.IsComplete ? (ulong)left : long.MaxValue);
        var patience = filter.Expression is null || _settings.DefaultDeadline == Timeout.InfiniteTimeSpan
            ? _settings.DefaultDeadline
            : _settings.DefaultDeadline * FilteredReadPatience;
        var description = Describe("read of $all") with { Position = read.From };
        await foreach (var answer in new ReadCall(_node, _time).RunAsync(request, description, patience, cancel).ConfigureAwait(false))
        {
            if (answer.ContentCase != ReadResp.ContentOneofCase.Event || Recorded(answer.Event) is var recorded && !filter.Matches(recorded))
                continue;
            yield return recorded;
            if (--left == 0)
                yield break;
        }
    }

    /// <summary>Soft-deletes a stream; see <see cref="IRecorder.DeleteStreamAsync"/>.</summary>
    public async Task<Position?> DeleteAsync(string stream, ExpectedRevision expected, CancellationToken cancel = default)
    {
        var answer = await UnaryAsync(
            new Protos.Streams.Streams.StreamsClient(_node.Invoker).DeleteAsync, DeleteRequests.Delete(stream, expected), DescribeDelete("delete", stream, expected), cancel).ConfigureAwait(false);
        return answer.Position is { } position ? new Position((long)position.CommitPosition, (long)position.PreparePosition) : null;
    }

    /// <summary>Tombstones a stream; see <see cref="IRecorder.TombstoneStreamAsync"/>.</summary>
    public async Task<Position?> TombstoneAsync(string stream, ExpectedRevision expected, CancellationToken cancel = default)
    {
        var answer = await UnaryAsync(
            new Protos.Streams.Streams.StreamsClient(_node.Invoker).TombstoneAsync, DeleteRequests.Tombstone(stream, expected), DescribeDelete("tombstone", stream, expected), cancel).ConfigureAwait(false);
        return answer.Position is { } position ? new Position((long)position.CommitPosition, (long)position.PreparePosition) : null;
    }

    /// <summary>Closes the connection. Appends still waiting for their answers end with an unknown outcome.</summary>
    public async ValueTask DisposeAsync()
    {
        await _appender.DisposeAsync().ConfigureAwait(false);
        _node.Dispose();
    }

    private static RecordedEvent Recorded(ReadResp.Types.ReadEvent read) =>
        read.Event.ToRecorded(read.PositionCase == ReadResp.Types.ReadEvent.PositionOneofCase.CommitPosition
            ? new Position((long)read.Event.CommitPosition, (long)read.Event.PreparePosition)
            : null);

    private CallDescription DescribeDelete(string name, string stream, ExpectedRevision expected) =>
        Describe(name, stream) with { Writes = true, Expected = expected };

    private CallDescription Describe(string name, string? stream = null) => new(name, _node.Endpoint, _settings.Credentials, Stream: stream);

    private async Task<TAnswer> UnaryAsync<TRequest, TAnswer>(
        Func<TRequest, CallOptions, AsyncUnaryCall<TAnswer>> start, TRequest request, CallDescription description, CancellationToken cancel)
    {
        using var deadline = new CallDeadline(_settings.DefaultDeadline, _time, cancel);
        try
        {
            using var call = start(request, _node.Options(deadline.Token));
            return await call.ResponseAsync.ConfigureAwait(false);
        }
        catch (RpcException error)
        {
            deadline.ThrowIfEnded(description, error);
            throw RpcErrors.ToPersistence(error, description);
        }
    }
}
