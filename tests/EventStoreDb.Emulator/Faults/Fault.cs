namespace EventStoreDb.Emulator;

/// <summary>
/// Something that goes wrong once in a call. It strikes at a write, in calls that write, and at an answer in all
/// others; a harmed message is always an answer.
/// </summary>
/// <param name="Kind">What goes wrong.</param>
public sealed record Fault(FaultKind Kind)
{
    /// <summary>The connection is lost, and nothing was written.</summary>
    public static Fault DropBeforeCommit { get; } = new(FaultKind.Drop);

    /// <summary>It was written, but the connection is lost before that is said.</summary>
    public static Fault DropAfterCommit { get; } = new(FaultKind.Drop) { AfterCommit = true };

    /// <summary>How many writes or answers of the call go well before.</summary>
    public int After { get; init; }

    /// <summary>
    /// Whether it strikes when the write is done and not yet acknowledged, or before it is. In calls that do not
    /// write, whether the answer had been made.
    /// </summary>
    public bool AfterCommit { get; init; }

    /// <summary>How long, for the kinds that take time.</summary>
    public TimeSpan Time { get; init; }

    /// <summary>Whether a message is harmed on its way, instead of the call being hindered.</summary>
    internal bool HarmsMessage => Kind is FaultKind.Truncate or FaultKind.Corrupt;

    /// <inheritdoc/>
    public override string ToString()
    {
        var moment = AfterCommit ? "after commit" : "before commit";
        var time = Time == TimeSpan.Zero ? "" : $", {Time:g}";
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Kind} ({After} go well, {moment}{time})");
    }
}
