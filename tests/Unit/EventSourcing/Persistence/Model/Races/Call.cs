namespace EventSourcing.Tests.Persistence.Model.Races;

/// <summary>One call in the history of a race. The figures order all beginnings and ends among each other.</summary>
/// <param name="Client">Who made it.</param>
/// <param name="Operation">What was asked.</param>
/// <param name="Outcome">What was answered.</param>
/// <param name="Began">When it was asked.</param>
/// <param name="Ended">When it was answered.</param>
internal sealed record Call(string Client, Operation Operation, Outcome Outcome, long Began, long Ended)
{
    /// <summary>A call that left its outcome unknown may still be going on when everybody has gone home.</summary>
    public long Closed => Outcome.IsUnknown ? long.MaxValue : Ended;

    public override string ToString() => $"{Client,6} {Began,4} to {Ended,-4} {Operation}  ->  {Outcome}";
}
