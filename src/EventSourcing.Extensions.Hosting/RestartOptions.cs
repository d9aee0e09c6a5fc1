namespace EventSourcing.Extensions.Hosting;

/// <summary>What is done when an error stops a projection or a process manager.</summary>
public sealed class RestartOptions
{
    /// <summary>How long to wait before the first restart; each time it fails again at the same place, twice as long.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest wait.</summary>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How many restarts at the same place before it is left stopped; <see langword="null"/>: no end. 0: it is
    /// never restarted.</summary>
    public int? MaxRestarts { get; set; }

    /// <summary>Whether the host stops once one is left stopped.</summary>
    public bool StopHost { get; set; }

    internal TimeSpan Pause(int failures) =>
        TimeSpan.FromSeconds(Math.Min(Delay.TotalSeconds * Math.Pow(2, Math.Min(failures - 1, 30)), MaxDelay.TotalSeconds));
}
