namespace PSEventSourcing.Commands.Aggregates.Changes;

/// <summary>A part of the state of an aggregate that differs between two states.</summary>
public sealed class StateChange
{
    internal StateChange(string path, StateChangeKind change, object? before, object? after)
    {
        Path = path;
        Change = change;
        Before = before;
        After = after;
    }

    /// <summary>Where it is: <c>Balance</c>, <c>Address.City</c>, <c>Tricks[2]</c>.</summary>
    public string Path { get; }

    /// <summary>Whether it was added, removed or changed.</summary>
    public StateChangeKind Change { get; }

    /// <summary>What it was.</summary>
    public object? Before { get; }

    /// <summary>What it is.</summary>
    public object? After { get; }

    /// <summary>In short: <c>Balance: 0 → 10</c>.</summary>
    public override string ToString() => Change switch
    {
        StateChangeKind.Added => $"{Path} = {StateText.Of(After)}",
        StateChangeKind.Removed => $"{Path} gone",
        _ => $"{Path}: {StateText.Of(Before)} → {StateText.Of(After)}",
    };
}
