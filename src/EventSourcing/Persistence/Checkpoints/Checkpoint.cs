namespace EventSourcing.Persistence.Checkpoints;

/// <summary>How far a follower, such as a projection or a process manager, has processed the log it follows, and how far
/// it had come before: two that run under one name cannot both move on.</summary>
public sealed record Checkpoint
{
    /// <summary>Moves a follower on.</summary>
    /// <param name="follower">The follower's name; not empty.</param>
    /// <param name="position">The position of the last event processed, in the store that is followed.</param>
    /// <param name="previous">Where the follower was before; <see langword="null"/> where it has processed nothing yet.</param>
    /// <exception cref="ArgumentException">The name is empty, or the position is not after the previous one.</exception>
    public Checkpoint(string follower, Position position, Position? previous)
    {
        ArgumentException.ThrowIfNullOrEmpty(follower);
        if (position <= previous)
            throw new ArgumentException($"The checkpoint of '{follower}' must move on from {previous}, and {position} is not after it.", nameof(position));
        Follower = follower;
        Position = position;
        Previous = previous;
    }

    /// <summary>The follower's name.</summary>
    public string Follower { get; }

    /// <summary>The position of the last event processed.</summary>
    public Position Position { get; }

    /// <summary>Where the follower was before; <see langword="null"/> where it had processed nothing yet.</summary>
    public Position? Previous { get; }
}
