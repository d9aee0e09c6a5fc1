namespace EventStoreDb.Emulator.Services;

/// <summary>Some calls the server never answers.</summary>
internal static class Silence
{
    /// <summary>Ends only with the call: its deadline, its cancellation, or the end of the node.</summary>
    public static Task KeepAsync(CancellationToken cancel) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
}
