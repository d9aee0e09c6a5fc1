using System.Management.Automation;
using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests;

public sealed class TimeTests
{
    [Theory]
    [InlineData("New-PersistentSubscription s g -MessageTimeout 30", "'MessageTimeout'. It must be 0, or from a millisecond to 24 days, and 00:00:00.0000030 is not. Write thirty seconds as 0:0:30.")]
    [InlineData("New-PersistentSubscription s g -CheckpointAfter -0:0:1", "and -00:00:01 is not")]
    [InlineData("Set-PersistentSubscription s g -CheckpointAfter 30", "and 00:00:00.0000030 is not")]
    [InlineData("Receive-PersistentSubscription s g -Timeout 5", "'Timeout'. It must be from a millisecond to 24 days")]
    [InlineData("Receive-PersistentSubscription s g -IdleTimeout 0", "'IdleTimeout'. It must be from a millisecond")]
    [InlineData("Watch-StreamEvent s -Timeout -0:0:1", "and -00:00:01 is not")]
    [InlineData("Watch-StreamEvent s -Timeout 30", "and 00:00:00.0000030 is not")]
    [InlineData("Watch-ServerProjection p -Timeout 30", "It must be 0, or from a millisecond")]
    [InlineData("Switch-EventStoreLeader -Wait -Timeout 60 -Confirm:$false", "and 00:00:00.0000060 is not")]
    [InlineData("Switch-EventStoreLeader -Wait -Timeout 25:00:00:00 -Confirm:$false", "and 25.00:00:00 is not")]
    public void A_time_that_nothing_can_wait_for_is_refused_with_how_to_write_it(string script, string why)
    {
        using var host = new ModuleHost();

        var error = host.Run(script).Error;

        Assert.IsAssignableFrom<ParameterBindingException>(error.Exception);
        Assert.Contains(why, error.ToString(), StringComparison.Ordinal);
    }
}
