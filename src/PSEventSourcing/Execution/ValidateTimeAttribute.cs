using System.Management.Automation;

namespace PSEventSourcing.Execution;

/// <summary>Refuses a time that nothing can wait for. To PowerShell a mere number is units of 100 ns, which nobody
/// wants.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateTimeAttribute : ValidateArgumentsAttribute
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(int.MaxValue);

    /// <summary>Whether it may be no time at all.</summary>
    public bool OrZero { get; set; }

    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments is not TimeSpan time || (OrZero && time == TimeSpan.Zero))
            return;
        if (time < Shortest || time > Longest)
            throw new ValidationMetadataException($"It must be {(OrZero ? "0, or " : "")}from a millisecond to 24 days, and {time} is not. Write thirty seconds as 0:0:30.");
    }
}
