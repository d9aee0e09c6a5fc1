extern alias Emulator;

using System.Collections.Concurrent;
using System.Diagnostics;
using Emulator::EventStoreDb.Emulator;
using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.EventStoreDb.Client.Telemetry;
using EventSourcing.EventStoreDb.Protos.Streams;
using EventSourcing.Persistence;
using EventSourcing.Tests.EventStoreDb.Scripted;

namespace EventSourcing.Tests.EventStoreDb.Client.Telemetry;

public sealed class OperationTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_append_is_the_span_of_a_producer()
    {
        await using var stage = await Stage.SetAsync();
        using var watch = Watch.Begin();
        var only = Stage.Event();

        await stage.AppendAsync("dog-1", only);
        await stage.AppendAsync("dog-2", Stage.Event(), Stage.Event());

        var (one, two) = (watch.Spans[0], watch.Spans[1]);
        Assert.Equal(("streams.append", "streams.append"), (one.OperationName, one.DisplayName));
        Assert.Equal((ActivityKind.Producer, watch.Root.SpanId, ActivityStatusCode.Unset), (one.Kind, one.ParentSpanId, one.Status));
        Assert.Equal(EventStoreDbTelemetry.ActivitySourceName, one.Source.Name);
        Assert.Equal("0.1.0", one.Source.Version);
        Assert.Equivalent(
            new Dictionary<string, object?>
            {
                ["db.system.name"] = "eventstoredb",
                ["db.operation.name"] = "streams.append",
                ["db.collection.name"] = "dog-1",
                ["messaging.system"] = "eventstoredb",
                ["messaging.operation.name"] = "streams.append",
                ["messaging.operation.type"] = "send",
                ["messaging.destination.name"] = "dog-1",
                ["messaging.batch.message_count"] = 1,
                ["messaging.message.id"] = only.Id.ToString(),
                ["db.eventstoredb.event.id"] = only.Id.ToString(),
                ["db.eventstoredb.event.type"] = "Barked",
                ["server.address"] = "127.0.0.1",
                ["server.port"] = stage.Port,
            },
            one.TagObjects.ToDictionary(),
            strict: true);
        Assert.Equal(2, two.GetTagItem("messaging.batch.message_count"));
        Assert.Null(two.GetTagItem("messaging.message.id"));
    }

    [Fact]
    public async Task A_failed_append_tells_the_type_of_the_error()
    {
        await using var stage = await Stage.SetAsync();
        await stage.AppendAsync("dog-1", Stage.Event());
        using var watch = Watch.Begin();

        await Assert.ThrowsAsync<WrongExpectedRevisionException>(() => stage.AppendAsync("dog-1", Stage.Event()));

        var span = watch.Only("streams.append");
        Assert.Equal((ActivityStatusCode.Error, null), (span.Status, span.StatusDescription));
        Assert.Equal(typeof(WrongExpectedRevisionException).FullName, span.GetTagItem("error.type"));
        Assert.Equal(typeof(WrongExpectedRevisionException).FullName, Assert.Single(watch.Of("db.client.operation.duration")).Tags["error.type"]);
        Assert.Equal(typeof(WrongExpectedRevisionException).FullName, Assert.Single(watch.Of("messaging.client.sent.messages")).Tags["error.type"]);
    }

    [Fact]
    public async Task Retries_are_events_on_the_one_span_and_counted()
    {
        await using var stage = await Stage.SetAsync(new FaultPlan().OnCall("Streams/BatchAppend", 1, Fault.DropBeforeCommit).OnCall("Streams/BatchAppend", 2, Fault.DropAfterCommit));
        using var watch = Watch.Begin();

        await stage.AppendAsync("dog-1", Stage.Event());

        var span = watch.Only("streams.append");
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
        Assert.Equal(["retry", "retry"], span.Events.Select(one => one.Name));
        Assert.Equal([1, 2], span.Events.Select(one => one.Tags.Single(tag => tag.Key == "attempt").Value));
        Assert.All(span.Events, one => Assert.Contains(one.Tags, tag => tag is ("exception.type", string type) && type == typeof(AppendOutcomeUnknownException).FullName));
        Assert.Equal(2, watch.Of("eventstoredb.client.retries").Sum(retry => retry.Value));
    }

    [Fact]
    public async Task A_cancelled_call_is_told_so()
    {
        await using var stage = await Stage.SetAsync(new FaultPlan().OnCall("Streams/BatchAppend", 1, new Fault(FaultKind.Stall)));
        using var watch = Watch.Begin();
        using var impatience = new CancellationTokenSource();

        var append = stage.Client.AppendAsync("dog-1", ExpectedRevision.NoStream, [Stage.Event()], impatience.Token);
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => append);

        Assert.Equal(typeof(OperationCanceledException).FullName, watch.Only("streams.append").GetTagItem("error.type"));
    }

    [Fact]
    public async Task A_read_is_one_span_until_its_reader_has_done_with_it()
    {
        await using var stage = await Stage.SetAsync();
        await stage.AppendAsync("dog-1", [.. Enumerable.Range(0, 5).Select(_ => Stage.Event())]);
        using var watch = Watch.Begin();

        await foreach (var recorded in stage.Client.ReadStreamAsync("dog-1", StreamRead.Forwards, Cancel))
        {
            Assert.Empty(watch.Spans);
            Assert.Equal(watch.Root, Activity.Current);
            if (recorded.Revision == 2)
                break;
        }

        var span = watch.Only("streams.read");
        Assert.Equal((ActivityKind.Client, watch.Root.SpanId, ActivityStatusCode.Unset), (span.Kind, span.ParentSpanId, span.Status));
        Assert.Equivalent(
            new Dictionary<string, object?>
            {
                ["db.system.name"] = "eventstoredb",
                ["db.operation.name"] = "streams.read",
                ["db.collection.name"] = "dog-1",
                ["server.address"] = "127.0.0.1",
                ["server.port"] = stage.Port,
            },
            span.TagObjects.ToDictionary(),
            strict: true);
        Assert.Equal(3, watch.Of("eventstoredb.client.events.read").Sum(read => read.Value));
    }

    [Fact]
    public async Task A_read_that_lost_its_call_says_that_it_went_on()
    {
        await using var stage = await ScriptedReads.SetAsync(subscribes: false);
        using var watch = Watch.Begin();
        var parents = new ConcurrentQueue<Activity?>();
        using var http = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> options) => options.TraceId == watch.Root.TraceId ? ActivitySamplingResult.PropagationData : ActivitySamplingResult.None,
            ActivityStarted = request =>
            {
                // Between the two lies a span of gRPC.
                if (request.TraceId == watch.Root.TraceId)
                    parents.Enqueue(request.Parent?.Parent);
            },
        };
        ActivitySource.AddActivityListener(http);

        await foreach (var _ in stage.Client.ReadAllAsync(AllRead.Forwards, Cancel))
            stage.Next();

        var span = watch.Only("streams.read");
        Assert.Equal([span, span], parents);
        Assert.Equal(("$all", true), (span.GetTagItem("db.collection.name"), span.GetTagItem("db.eventstoredb.resumed")));
        Assert.Contains(span.Events, one => one.Name == "resumed");
        Assert.Equal("streams.read", Assert.Single(watch.Of("eventstoredb.client.resumptions")).Tags["db.operation.name"]);
        Assert.Equal(2, watch.Of("eventstoredb.client.events.read").Sum(read => read.Value));
    }

    [Fact]
    public async Task A_read_of_a_stream_that_must_exist_and_does_not_tells_the_type_of_the_error()
    {
        await using var stage = await Stage.SetAsync();
        using var watch = Watch.Begin();

        await Assert.ThrowsAsync<StreamNotFoundException>(async () =>
            await stage.Client.ReadStreamAsync("nowhere", StreamRead.Forwards with { MustExist = true }, Cancel).CountAsync(Cancel));

        var span = watch.Only("streams.read");
        Assert.Equal((ActivityStatusCode.Error, typeof(StreamNotFoundException).FullName), (span.Status, span.GetTagItem("error.type")));
    }

    [Fact]
    public async Task A_read_that_fails_after_it_has_begun_tells_the_type_of_the_error()
    {
        await using var stage = await ScriptedReads.SetAsync(subscribes: false, fails: true);
        using var watch = Watch.Begin();

        await Assert.ThrowsAsync<AccessDeniedException>(async () =>
        {
            await foreach (var _ in stage.Client.ReadAllAsync(AllRead.Forwards, Cancel))
                stage.Next();
        });

        var span = watch.Only("streams.read");
        Assert.Equal((ActivityStatusCode.Error, typeof(AccessDeniedException).FullName), (span.Status, span.GetTagItem("error.type")));
        Assert.Equal(typeof(AccessDeniedException).FullName, Assert.Single(watch.Of("db.client.operation.duration")).Tags["error.type"]);
    }

    [Fact]
    public async Task Every_other_call_is_a_span_of_its_service_and_method()
    {
        await using var stage = await Stage.SetAsync();
        using var watch = Watch.Begin();
        await stage.AppendAsync("dog-1", Stage.Event());
        await stage.AppendAsync("dog-2", Stage.Event());
        var client = stage.Client;

        await client.DeleteAsync("dog-1", ExpectedRevision.Any, Cancel);
        await client.TombstoneAsync("dog-2", ExpectedRevision.Any, Cancel);
        await client.GetServerVersionAsync(Cancel);
        await client.ReadGossipAsync(Cancel);
        await client.PersistentSubscriptions.CreateAsync("dog-3", "walkers", cancel: Cancel);
        await client.PersistentSubscriptions.GetInfoAsync("dog-3", "walkers", Cancel);
        await client.Monitoring.ReadStatisticsAsync(TimeSpan.FromSeconds(1), Cancel).FirstAsync(Cancel);

        string[] expected =
        [
            "streams.delete", "streams.tombstone", "server_features.get_supported_methods", "gossip.read", "persistent_subscriptions.create",
            "persistent_subscriptions.get_info", "monitoring.stats",
        ];
        Assert.Equal(expected, watch.Spans.Skip(2).Select(span => span.OperationName));
        Assert.All(watch.Spans.Skip(2), span => Assert.Equal((ActivityKind.Client, stage.Port), (span.Kind, span.GetTagItem("server.port"))));
        Assert.Equal("dog-2", watch.Only("streams.tombstone").GetTagItem("db.collection.name"));
    }

    [Fact]
    public async Task Measurements_tell_how_long_each_operation_took_and_name_no_stream()
    {
        await using var stage = await Stage.SetAsync();
        using var watch = Watch.Begin();

        await stage.AppendAsync("dog-1", Stage.Event(), Stage.Event());
        await stage.FirstAsync("dog-1");

        Assert.Equal(2, Assert.Single(watch.Of("messaging.client.sent.messages")).Value);
        var durations = watch.Of("db.client.operation.duration").ToList();
        Assert.Equal(["streams.append", "streams.read"], durations.Select(duration => duration.Tags["db.operation.name"]));
        Assert.All(durations, duration => Assert.True(duration.Value > 0));
        Assert.All(durations, duration => Assert.Equal(["db.operation.name", "db.system.name", "server.address", "server.port"], duration.Tags.Keys.Order(StringComparer.Ordinal)));
        Assert.DoesNotContain(watch.Measurements.SelectMany(measurement => measurement.Tags.Values), value => value is "dog-1");
    }

    [Fact]
    public async Task Looking_for_a_leader_is_a_span_inside_the_call_that_needs_one()
    {
        await using var cluster = await EmulatorCluster.StartAsync(cancel: Cancel);
        await using var client = new EventStoreDbClient(EventStoreDbClientSettings.Parse(cluster.ConnectionString));
        using var watch = Watch.Begin();

        await client.AppendAsync("dog-1", ExpectedRevision.NoStream, [Stage.Event()], Cancel);

        var (looking, append) = (watch.Only("cluster.discover"), watch.Only("streams.append"));
        Assert.Equal(append.SpanId, looking.ParentSpanId);
        Assert.Contains(looking.Events, one => one.Name == "gossip");
        Assert.Equal(cluster.Addresses[cluster.Leader!.Value].Port, looking.GetTagItem("server.port"));
        Assert.Equal(looking.GetTagItem("server.port"), append.GetTagItem("server.port"));
    }

    [Fact]
    public async Task Looking_for_a_node_in_vain_tells_who_was_asked()
    {
        var stage = await Stage.SetAsync();
        await stage.DisposeAsync();
        await using var client = new EventStoreDbClient(EventStoreDbClientSettings.Parse($"esdb+discover://127.0.0.1:{stage.Port}?tls=false&maxDiscoverAttempts=1") with { MaxRetries = 0 });
        using var watch = Watch.Begin();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => client.GetServerVersionAsync(Cancel));

        var looking = watch.Only("cluster.discover");
        Assert.Equal((ActivityStatusCode.Error, typeof(StoreUnavailableException).FullName), (looking.Status, looking.GetTagItem("error.type")));
        var asked = Assert.Single(looking.Events);
        Assert.Equal("gossip", asked.Name);
        Assert.Equivalent(
            new Dictionary<string, object?> { ["server.address"] = "127.0.0.1", ["server.port"] = stage.Port, ["exception.type"] = typeof(StoreUnavailableException).FullName },
            asked.Tags.ToDictionary(),
            strict: true);
    }

    [Fact]
    public async Task The_call_that_appends_share_belongs_to_no_trace()
    {
        await using var server = await ScriptedServer.StartAsync();
        var traceParents = new List<string>();
        server.On("BatchAppend", async call =>
        {
            traceParents.Add(call.Headers.TraceParent.ToString());
            var request = (await call.ReceiveAsync<BatchAppendReq>())!;
            await call.SendAsync(new BatchAppendResp { CorrelationId = request.CorrelationId, Success = new() { CurrentRevision = 0 } });
            await call.UntilAbortedAsync();
        });
        server.On("Delete", async call =>
        {
            traceParents.Add(call.Headers.TraceParent.ToString());
            await call.SendAsync(new DeleteResp());
            await call.EndAsync();
        });
        await using var client = new EventStoreDbClient(EventStoreDbClientSettings.Parse($"esdb://localhost:{server.Port}?tls=false"));
        using var watch = Watch.Begin();

        await client.AppendAsync("dog-1", ExpectedRevision.NoStream, [Stage.Event()], Cancel);
        await client.DeleteAsync("dog-1", ExpectedRevision.Any, Cancel);

        Assert.Empty(traceParents[0]);
        Assert.Contains($"{watch.Root.TraceId}", traceParents[1], StringComparison.Ordinal);
    }
}
