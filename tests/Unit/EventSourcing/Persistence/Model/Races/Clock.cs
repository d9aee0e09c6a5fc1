namespace EventSourcing.Tests.Persistence.Model.Races;

/// <summary>Orders what happens in a race.</summary>
internal sealed class Clock
{
    private long _now;

    public async Task<Call> TimeAsync(string client, RecorderDriver driver, Operation operation)
    {
        var began = Interlocked.Increment(ref _now);
        var outcome = await driver.DoAsync(operation);
        return new Call(client, operation, outcome, began, Interlocked.Increment(ref _now));
    }
}
