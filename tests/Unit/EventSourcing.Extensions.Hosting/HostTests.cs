using EventSourcing.Extensions.Hosting;
using EventSourcing.Persistence;
using EventSourcing.Persistence.Checkpoints;
using EventSourcing.Persistence.InMemory;
using EventSourcing.Projections;
using EventSourcing.Projections.InMemory;
using EventSourcing.Tests.Applications;
using EventSourcing.Tests.Domain;
using EventSourcing.Tests.Persistence;
using EventSourcing.Tests.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EventSourcing.Tests.Hosting;

public sealed class HostTests : IDisposable
{
    private readonly LogLines _log = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task The_host_runs_projections_from_its_start_to_its_end()
    {
        using var host = Host(events => events.AddApplication<TrainingSchool>().AddProjection(_ => new TrickCounts(), Views));
        await host.StartAsync(Cancel);
        var runner = host.Services.GetRequiredService<ProjectionRunners>()["TrickCounts"];

        await WaitAsync(host, await SchoolOf(host).RegisterAsync("Fido", Cancel, "sit", "sit"));
        Assert.Equal(2, Views(host.Services).Snapshot.Table(TrickCounts.Counts)["sit"]);
        await host.StopAsync(Cancel);

        Assert.Equal(ProjectionState.Stopped, runner.Status.State);
        Assert.Contains(_log.All, line => line.Level == LogLevel.Information && line.Text.StartsWith("TrickCounts catches up", StringComparison.Ordinal));
        Assert.Contains(_log.All, line => line.Level == LogLevel.Information && line.Text.StartsWith("TrickCounts has stopped at position", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Settings_come_from_the_section_of_the_configuration()
    {
        using var file = new TemporaryFile();
        using (var host = Host(
            events => events.AddApplication<TrainingSchool>().AddProjection(_ => new TrickCounts(), Views),
            ("EventSourcing:Persistence_Module", "EventSourcing.Sqlite"),
            ("EventSourcing:TrainingSchool:SQLITE_DBNAME", file.Name)))
        {
            await host.StartAsync(Cancel);
            await WaitAsync(host, await SchoolOf(host).RegisterAsync("Fido", Cancel, "sit"));
            await host.StopAsync(Cancel);
        }

        await using var recorder = file.Open();
        Assert.Equal(2, await recorder.ReadAllAsync(AllRead.Forwards, Cancel).CountAsync(Cancel));
    }

    [Fact]
    public async Task Process_managers_run_and_can_be_followed_themselves()
    {
        using var host = Host(events => events
            .AddApplication<TrainingSchool>()
            .AddProcessManager(context => new Welcomes { Settings = context.Settings, Follows = context.Follows, Options = context.Options })
            .AddProjection(_ => new TrickCounts(), Views));
        await host.StartAsync(Cancel);

        await WaitAsync(host, await SchoolOf(host).RegisterAsync("Fido", Cancel), "Welcomes");

        var welcomed = await host.Services.GetRequiredService<Welcomes>().Recorder.ReadAllAsync(AllRead.Forwards, Cancel).SingleAsync(Cancel);
        Assert.Equal("Dog.Registered", welcomed.Type);
        await host.StopAsync(Cancel);
    }

    [Fact]
    public async Task What_an_error_has_stopped_is_logged_and_started_again_until_it_goes_well()
    {
        var failures = 3;
        var isCounting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var host = Host(events => events
            .Restart(restart => restart.Delay = TimeSpan.FromMilliseconds(1))
            .AddApplication<TrainingSchool>()
            .AddProjection(_ => new TrickCounts(_ =>
            {
                Fail(ref failures);
                isCounting.TrySetResult();
            }), Views));
        await host.StartAsync(Cancel);
        var position = await SchoolOf(host).RegisterAsync("Fido", Cancel, "sit");

        await isCounting.Task.WaitAsync(Cancel);
        await WaitAsync(host, position);

        Assert.Equal(1, Views(host.Services).Snapshot.Table(TrickCounts.Counts)["sit"]);
        Assert.Equal(3, _log.All.Count(line => line.Level == LogLevel.Error && line.Text.Contains("has failed at revision 1 of Dog-", StringComparison.Ordinal)));
        await host.StopAsync(Cancel);
    }

    [Fact]
    public async Task What_fails_for_too_long_is_left_stopped_and_the_host_stops_if_it_is_to()
    {
        using var host = Host(events => events
            .Restart(restart => (restart.Delay, restart.MaxRestarts, restart.StopHost) = (TimeSpan.FromMilliseconds(1), 2, true))
            .AddApplication<TrainingSchool>()
            .AddProjection(_ => new TrickCounts(_ => throw new InvalidDataException("No.")), Views));
        var stopping = new TaskCompletionSource();
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);
        await host.StartAsync(Cancel);
        await SchoolOf(host).RegisterAsync("Fido", Cancel, "sit");

        await stopping.Task.WaitAsync(Cancel);

        Assert.Equal(3, _log.All.Count(line => line.Level == LogLevel.Error));
        Assert.Contains(_log.All, line => line == (LogLevel.Critical, "TrickCounts is left stopped after 2 restarts"));
        var health = await HealthAsync(host);
        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Contains("Dog.TrickAdded", health.Description, StringComparison.Ordinal);
        await host.StopAsync(Cancel);
    }

    [Fact]
    public async Task What_is_rebuilt_while_the_host_runs_goes_on_and_is_stopped_with_it()
    {
        using var host = Host(events => events.AddApplication<TrainingSchool>().AddProjection(_ => new TrickCounts(), Views));
        await host.StartAsync(Cancel);
        var position = await SchoolOf(host).RegisterAsync("Fido", Cancel, "sit");
        await WaitAsync(host, position);
        var runner = host.Services.GetRequiredService<ProjectionRunners>()["TrickCounts"];

        await runner.RebuildAsync(Cancel);
        await WaitAsync(host, position);
        Assert.Equal(1, Views(host.Services).Snapshot.Table(TrickCounts.Counts)["sit"]);
        await host.StopAsync(Cancel);

        Assert.Equal(ProjectionState.Stopped, runner.Status.State);
    }

    [Fact]
    public async Task Health_tells_of_stores_and_of_every_projection()
    {
        using var host = Host(events => events.AddApplication<TrainingSchool>().AddProjection(_ => new TrickCounts(), Views));
        await host.StartAsync(Cancel);
        await WaitAsync(host, await SchoolOf(host).RegisterAsync("Fido", Cancel, "sit"));

        var health = await HealthAsync(host);

        Assert.Equal(HealthStatus.Healthy, health.Status);
        Assert.Equal("in memory", health.Data["TrainingSchool store"]);
        Assert.StartsWith("live, at position", (string)health.Data["TrickCounts"], StringComparison.Ordinal);
        await host.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_projection_that_is_far_behind_is_degraded()
    {
        var hold = new TaskCompletionSource();
        using var host = Host(events => events.AddApplication<TrainingSchool>().AddProjection(_ => new TrickCounts(_ => hold.Task.Wait(Cancel)), Views));
        await host.StartAsync(Cancel);
        await SchoolOf(host).RegisterAsync("Fido", Cancel, "sit", "beg", "roll over");
        var health = await HealthAsync(host);

        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Contains("at least 3 behind", health.Description, StringComparison.Ordinal);
        hold.SetResult();
        await host.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_store_that_cannot_be_reached_is_unhealthy()
    {
        using var host = Host(events => events.AddApplication((_, _) => new TrainingSchool { Recorder = new Unreachable() }));
        await host.StartAsync(Cancel);

        var health = await HealthAsync(host);

        Assert.Equal((HealthStatus.Unhealthy, "TrainingSchool store: Nobody is there.."), (health.Status, health.Description));
        await host.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_process_manager_whose_store_cannot_keep_its_checkpoint_keeps_the_host_from_starting()
    {
        using var host = Host(events => events
            .AddApplication<TrainingSchool>()
            .AddProcessManager(context => new Welcomes { Recorder = new LosingAnswers(new InMemoryRecorder()), Follows = context.Follows }));

        await Assert.ThrowsAsync<CheckpointsNotSupportedException>(() => host.StartAsync(Cancel));
    }

    [Fact]
    public async Task Two_of_one_name_keep_the_host_from_starting()
    {
        using var host = Host(events => events
            .AddApplication<TrainingSchool>()
            .AddProjection(_ => new TrickCounts(), Views)
            .AddProjection(_ => new TrickCounts(), Views));

        await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync(Cancel));
    }

    [Fact]
    public async Task Disposed_of_without_being_stopped_the_host_stops_what_runs_before_it_closes_stores()
    {
        var host = Host(events => events.AddApplication<TrainingSchool>().AddProjection(_ => new TrickCounts(), Views));
        await host.StartAsync(Cancel);
        await WaitAsync(host, await SchoolOf(host).RegisterAsync("Fido", Cancel, "sit"));
        var runner = host.Services.GetRequiredService<ProjectionRunners>()["TrickCounts"];

        host.Dispose();

        Assert.Equal(ProjectionState.Stopped, runner.Status.State);
        Assert.DoesNotContain(_log.All, line => line.Level >= LogLevel.Warning);
    }

    private IHost Host(Action<EventSourcingBuilder> add, params (string Key, string Value)[] configuration)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(configuration.Select(one => KeyValuePair.Create(one.Key, (string?)one.Value)));
        builder.Logging.AddProvider(_log);
        builder.Services.AddSingleton<InMemoryViews>();
        builder.Services.AddEventSourcing(add);
        builder.Services.AddHealthChecks().AddEventSourcing(health => health.DegradedBehind = 3);
        return builder.Build();
    }

    private static InMemoryViews Views(IServiceProvider services) => services.GetRequiredService<InMemoryViews>();

    private static TrainingSchool SchoolOf(IHost host) => host.Services.GetRequiredService<TrainingSchool>();

    private static Task WaitAsync(IHost host, Position position, string name = "TrickCounts") =>
        host.Services.GetRequiredService<ProjectionRunners>()[name].WaitForAsync(position, Cancel);

    private static async Task<HealthReportEntry> HealthAsync(IHost host) =>
        (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Cancel)).Entries["eventsourcing"];

    private static void Fail(ref int failures)
    {
        if (failures-- > 0)
            throw new InvalidDataException("Not yet.");
    }

    private sealed class Unreachable() : DelegatingRecorder(new InMemoryRecorder())
    {
        public override Task<StoreInfo> GetInfoAsync(CancellationToken cancel = default) => throw new StoreUnavailableException("Nobody is there.");
    }
}
