using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.EventStoreDb.Protos;
using EventSourcing.EventStoreDb.Protos.ServerFeatures;
using EventSourcing.EventStoreDb.Protos.Streams;
using EventSourcing.Persistence;
using EventSourcing.Tests.EventStoreDb.Scripted;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;
using Status = EventSourcing.EventStoreDb.Protos.Status;

namespace EventSourcing.Tests.EventStoreDb.Client;

/// <summary>What the client makes of a server that behaves as a test says.</summary>
public sealed class ScriptedClientTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new();
    private ScriptedServer _server = null!;
    private EventStoreDbClient _client = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await ScriptedServer.StartAsync();
        _client = Connect();
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Answers_find_their_appends_in_whatever_order_they_come()
    {
        _server.On("BatchAppend", async call =>
        {
            var asked = new List<BatchAppendReq>();
            while (asked.Count < 20)
                asked.Add((await call.ReceiveAsync<BatchAppendReq>())!);
            asked.Reverse();
            foreach (var request in asked)
                await call.SendAsync(Success(request, ulong.Parse(request.Options.StreamIdentifier.StreamName.ToStringUtf8(), null)));
            await call.UntilAbortedAsync();
        });

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => AppendAsync($"{i}")));

        Assert.Equal(Enumerable.Range(0, 20).Select(i => (long)i), results.Select(result => result.Revision));
    }

    [Fact]
    public async Task A_server_without_BatchAppend_gets_plain_appends_from_then_on()
    {
        var batches = 0;
        _server.On("BatchAppend", call =>
        {
            batches++;
            return call.EndAsync(StatusCode.Unimplemented, "Method is unimplemented.");
        });
        _server.On("Append", async call =>
        {
            while (await call.ReceiveAsync<AppendReq>() is not null)
            {
                // All of it is taken.
            }

            await call.SendAsync(new AppendResp { Success = new AppendResp.Types.Success { CurrentRevision = 7, NoPosition = new EventSourcing.EventStoreDb.Protos.Empty() } });
            await call.EndAsync();
        });

        Assert.Equal(new AppendResult(7, null), await AppendAsync("s"));
        Assert.Equal(new AppendResult(7, null), await AppendAsync("s"));
        Assert.Equal(1, batches);
    }

    [Fact]
    public async Task An_append_whose_answer_is_lost_is_repeated_with_the_same_ids_where_that_is_safe()
    {
        var ids = new List<string>();
        _server.On("BatchAppend", async call =>
        {
            var request = (await call.ReceiveAsync<BatchAppendReq>())!;
            ids.Add(request.ProposedMessages[0].Id.ToString());
            if (ids.Count == 1)
                call.CutConnection();
            else
                await call.SendAsync(Success(request, 0));
            await call.UntilAbortedAsync();
        });

        var appended = AppendAsync("s", ExpectedRevision.NoStream);
        await UntilAsync(appended);

        Assert.Equal(0, (await appended).Revision);
        Assert.Equal(2, ids.Count);
        Assert.Single(ids.Distinct());
    }

    [Fact]
    public async Task An_append_whose_answer_is_lost_is_unknown_where_repeating_could_double_it()
    {
        var calls = 0;
        _server.On("BatchAppend", async call =>
        {
            calls++;
            await call.SkipMessageAsync();
            call.CutConnection();
        });

        var error = await Assert.ThrowsAsync<AppendOutcomeUnknownException>(() => AppendAsync("s", ExpectedRevision.Any));

        Assert.Equal(("s", 1), (error.Stream, calls));
    }

    [Fact]
    public async Task A_server_that_is_not_ready_is_asked_again()
    {
        var calls = 0;
        _server.On("BatchAppend", async call =>
        {
            while (await call.ReceiveAsync<BatchAppendReq>() is { } request)
                await call.SendAsync(calls++ < 2 ? NotReady(request) : Success(request, 0));
        });

        var appended = AppendAsync("s", ExpectedRevision.Any);
        await UntilAsync(appended);

        Assert.Equal(0, (await appended).Revision);
    }

    [Fact]
    public async Task Appends_under_way_when_their_call_is_refused_are_unknown_and_a_lone_one_goes_to_the_leader()
    {
        await using var leader = await ScriptedServer.StartAsync();
        leader.On("BatchAppend", async call =>
        {
            while (await call.ReceiveAsync<BatchAppendReq>() is { } request)
                await call.SendAsync(Success(request, 3));
        });
        (string, string)[] toLeader = [("exception", "not-leader"), ("leader-endpoint-host", "localhost"), ("leader-endpoint-port", $"{leader.Port}")];
        var both = new TaskCompletionSource();
        _server.On("BatchAppend", async call =>
        {
            await call.SkipMessageAsync();
            await call.SkipMessageAsync();
            both.SetResult();
            await call.EndAsync(StatusCode.NotFound, "Leader info available", toLeader);
        });

        var underWay = new[] { AppendAsync("a"), AppendAsync("b") };
        await both.Task;
        foreach (var append in underWay)
            await Assert.ThrowsAsync<AppendOutcomeUnknownException>(() => append);
        Assert.Equal(3, (await AppendAsync("c")).Revision);
    }

    [Fact]
    public async Task A_silent_server_is_not_waited_for_beyond_the_deadline()
    {
        _server.On("BatchAppend", call => call.UntilAbortedAsync());
        _server.On("Read", call => call.UntilAbortedAsync());
        _server.On("Delete", call => call.UntilAbortedAsync());
        _server.On("GetSupportedMethods", call => call.UntilAbortedAsync());
        var client = Connect(retries: 0);

        Task[] calls =
        [
            client.AppendAsync("s", ExpectedRevision.NoStream, [Event()], Cancel),
            client.ReadStreamAsync("s", StreamRead.Forwards, Cancel).ToListAsync(Cancel).AsTask(),
            client.DeleteAsync("s", ExpectedRevision.Any, Cancel),
            client.GetServerVersionAsync(Cancel),
        ];
        await UntilAsync(Task.WhenAll(calls));

        Assert.Equal(
            [typeof(AppendOutcomeUnknownException), typeof(StoreTimeoutException), typeof(AppendOutcomeUnknownException), typeof(StoreTimeoutException)],
            calls.Select(call => call.Exception!.InnerException!.GetType()));
        await client.DisposeAsync();
    }

    [Fact]
    public async Task A_call_ends_when_its_caller_gives_up()
    {
        _server.On("BatchAppend", call => call.UntilAbortedAsync());
        _server.On("Read", call => call.UntilAbortedAsync());
        _server.On("GetSupportedMethods", call => call.UntilAbortedAsync());
        using var given = new CancellationTokenSource();
        Task[] calls =
        [
            _client.AppendAsync("s", ExpectedRevision.NoStream, [Event()], given.Token),
            _client.ReadStreamAsync("s", StreamRead.Forwards, given.Token).ToListAsync(Cancel).AsTask(),
            _client.SubscribeStreamAsync("s", StreamSubscription.FromStart, given.Token).ToListAsync(Cancel).AsTask(),
            _client.GetServerVersionAsync(given.Token),
        ];

        await given.CancelAsync();

        foreach (var call in calls)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task A_read_that_is_lost_on_the_way_goes_on_where_it_was()
    {
        var from = new List<ulong?>();
        _server.On("Read", async call =>
        {
            var options = (await call.ReceiveAsync<ReadReq>())!.Options;
            from.Add(options.Stream.RevisionOptionCase == ReadReq.Types.Options.Types.StreamOptions.RevisionOptionOneofCase.Revision ? options.Stream.Revision : null);
            var first = from[^1] ?? 0;
            for (var i = first; i < first + 3 && i < 8; i++)
                await call.SendAsync(Event(i));
            // A status, and no reset: that would overtake what was sent before it.
            await (first + 3 < 8 ? call.EndAsync(StatusCode.Unavailable, "The server goes away.") : call.EndAsync());
        });

        var read = _client.ReadStreamAsync("s", StreamRead.Forwards, Cancel).Select(one => one.Revision).ToListAsync(Cancel).AsTask();
        await UntilAsync(read);

        Assert.Equal(Enumerable.Range(0, 8).Select(i => (long)i), await read);
        Assert.Null(from[0]);
    }

    [Fact]
    public async Task An_event_too_large_for_a_message_is_refused_and_disturbs_nobody()
    {
        _server.On("BatchAppend", async call =>
        {
            while (await call.ReceiveAsync<BatchAppendReq>() is { } request)
                await call.SendAsync(Success(request, 0));
        });

        await Assert.ThrowsAsync<AppendTooLargeException>(() => _client.AppendAsync("big", ExpectedRevision.Any, [Event() with { Data = new byte[17_000_000] }], Cancel));

        Assert.Equal(0, (await AppendAsync("s")).Revision);
    }

    [Fact]
    public async Task A_large_append_goes_in_chunks_that_end_with_a_final_one()
    {
        var chunks = new List<BatchAppendReq>();
        _server.On("BatchAppend", async call =>
        {
            while (await call.ReceiveAsync<BatchAppendReq>() is { } request)
            {
                chunks.Add(request);
                if (request.IsFinal)
                    await call.SendAsync(Success(request, 4));
            }
        });

        await _client.AppendAsync("s", ExpectedRevision.Any, [.. Enumerable.Range(0, 5).Select(_ => Event() with { Data = new byte[600_000] })], Cancel);

        Assert.Equal([1, 1, 1, 1, 1], chunks.Select(chunk => chunk.ProposedMessages.Count));
        Assert.Equal([true, false, false, false, false], chunks.Select(chunk => chunk.Options is not null));
        Assert.Equal([false, false, false, false, true], chunks.Select(chunk => chunk.IsFinal));
        Assert.Single(chunks.Select(chunk => chunk.CorrelationId).Distinct());
    }

    private static NewEvent Event() => new(Guid.NewGuid(), "Counted", "{}"u8.ToArray());

    private static ReadResp Event(ulong revision) => new()
    {
        Event = new ReadResp.Types.ReadEvent
        {
            CommitPosition = revision,
            Event = new ReadResp.Types.ReadEvent.Types.RecordedEvent
            {
                Id = new UUID { String = Guid.NewGuid().ToString() },
                StreamIdentifier = new StreamIdentifier { StreamName = Google.Protobuf.ByteString.CopyFromUtf8("s") },
                StreamRevision = revision,
                Metadata = { ["type"] = "Counted", ["created"] = "0", ["content-type"] = "application/json" },
            },
        },
    };

    private static BatchAppendResp Success(BatchAppendReq request, ulong revision) => new()
    {
        CorrelationId = request.CorrelationId,
        Success = new BatchAppendResp.Types.Success { CurrentRevision = revision, NoPosition = new Google.Protobuf.WellKnownTypes.Empty() },
    };

    private static BatchAppendResp NotReady(BatchAppendReq request) => new()
    {
        CorrelationId = request.CorrelationId,
        Error = new Status { Code = Code.Ok, Message = "Server Is Not Ready", Details = Any.Pack(new Google.Protobuf.WellKnownTypes.Empty()) },
    };

    private EventStoreDbClient Connect(int? retries = null) =>
        new(EventStoreDbClientSettings.Parse($"esdb://localhost:{_server.Port}?tls=false") with { MaxRetries = retries }, _clock);

    private Task<AppendResult> AppendAsync(string stream, ExpectedRevision? expected = null) =>
        _client.AppendAsync(stream, expected ?? ExpectedRevision.Any, [Event()], Cancel);

    /// <summary>Lets the clock run until the task has ended: pauses and deadlines pass in no time.</summary>
    private async Task UntilAsync(Task ended)
    {
        while (!ended.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.WhenAny(ended, Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, Cancel));
        }
    }
}
