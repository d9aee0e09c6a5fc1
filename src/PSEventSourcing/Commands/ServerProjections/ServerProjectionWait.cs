using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Errors;

namespace PSEventSourcing.Commands.ServerProjections;

/// <summary>Waits until a projection has done what it was told, which the answer of the server does not wait for. Each wait has
/// an end, and then the projection is as it is.</summary>
internal static class ServerProjectionWait
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>How long a first sign of reading is waited for: what a query may not do shows at its first event, and that the
    /// node does not run it, if nothing comes.</summary>
    internal static readonly TimeSpan FirstEvents = TimeSpan.FromSeconds(1);

    /// <summary>Until it runs and has begun to read, or does not run.</summary>
    public static Task<ServerProjection> UntilPreparedAsync(EventStoreDbClient client, string name, CancellationToken cancel) =>
        UntilAsync(client, name, static (now, waited) => !now.IsStarting && (waited > FirstEvents || (now.IsRunning ? now.Progress is not null : !now.IsHeldBack)), cancel);

    /// <summary>Until one that was started does so.</summary>
    public static Task<ServerProjection> UntilStartedAsync(EventStoreDbClient client, string name, CancellationToken cancel) =>
        UntilAsync(client, name, static (now, waited) => !now.IsStarting && (waited > FirstEvents || now is { IsRunning: true, Progress: not null } or { IsFaulted: true } or { IsCompleted: true }), cancel);

    /// <summary>Until one that was stopped has stopped.</summary>
    public static Task<ServerProjection> UntilStoppedAsync(EventStoreDbClient client, string name, CancellationToken cancel) =>
        UntilAsync(client, name, static (now, _) => now.IsAtRest, cancel);

    /// <summary>Until one that was removed is gone.</summary>
    /// <returns>Whether it is.</returns>
    public static async Task<bool> UntilGoneAsync(EventStoreDbClient client, string name, CancellationToken cancel)
    {
        try
        {
            await UntilAsync(client, name, static (_, _) => false, cancel).ConfigureAwait(false);
            return false;
        }
        catch (ProjectionNotFoundException)
        {
            return true;
        }
    }

    private static async Task<ServerProjection> UntilAsync(EventStoreDbClient client, string name, Func<ServerProjection, TimeSpan, bool> isDone, CancellationToken cancel)
    {
        var begin = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var now = ServerProjection.Of(await client.Projections.GetStatisticsAsync(name, cancel).ConfigureAwait(false));
            var waited = TimeProvider.System.GetElapsedTime(begin);
            if (isDone(now, waited) || waited > Patience)
                return now;
            await Task.Delay(Pause, TimeProvider.System, cancel).ConfigureAwait(false);
        }
    }
}
