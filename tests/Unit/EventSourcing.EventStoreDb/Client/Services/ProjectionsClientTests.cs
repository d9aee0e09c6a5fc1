extern alias Emulator;

using Emulator::EventStoreDb.Emulator;
using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.EventStoreDb.Client.Errors;
using EventSourcing.EventStoreDb.Client.Projections;

namespace EventSourcing.Tests.EventStoreDb.Client.Services;

public sealed class ProjectionsClientTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_node_without_projections_is_told_at_once()
    {
        await using var server = await EmulatorServer.StartAsync(cancel: Cancel);
        await using var client = Connect(server);
        var projections = client.Projections;

        foreach (var call in new Func<Task>[]
        {
            () => projections.ListAsync(cancel: Cancel),
            () => projections.GetStatisticsAsync("totals", Cancel),
            () => projections.CreateContinuousAsync("totals", "fromAll()", cancel: Cancel),
            () => projections.UpdateAsync("totals", "fromAll()", cancel: Cancel),
            () => projections.DeleteAsync("totals", cancel: Cancel),
            () => projections.EnableAsync("totals", Cancel),
            () => projections.ResetAsync("totals", Cancel),
            () => projections.GetStateAsync("totals", cancel: Cancel),
            () => projections.GetResultAsync("totals", cancel: Cancel),
            () => projections.RestartSubsystemAsync(Cancel),
        })
        {
            var error = await Assert.ThrowsAsync<ProjectionsDisabledException>(call);
            Assert.StartsWith($"{server.Address.Authority} runs without projections.", error.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>The server does not call it a conflict where the one there is has completed.</summary>
    [Fact]
    public async Task A_name_is_taken_by_one_that_has_completed_too()
    {
        await using var server = await EmulatorServer.StartAsync(new EmulatorOptions { Projections = Emulator::EventStoreDb.Emulator.ProjectionMode.All }, Cancel);
        await using var client = Connect(server);
        await client.Projections.CreateTransientAsync("totals", "fromAll()", Cancel);

        await Assert.ThrowsAsync<ProjectionExistsException>(() => client.Projections.CreateTransientAsync("totals", "fromAll()", Cancel));
        await Assert.ThrowsAsync<ProjectionExistsException>(() => client.Projections.CreateContinuousAsync("totals", "fromAll()", cancel: Cancel));
        await Assert.ThrowsAsync<ProjectionNotStoppedException>(() => client.Projections.DeleteAsync("totals", cancel: Cancel));
    }

    private static EventStoreDbClient Connect(EmulatorServer server) => new(EventStoreDbClientSettings.Parse(server.ConnectionString));
}
