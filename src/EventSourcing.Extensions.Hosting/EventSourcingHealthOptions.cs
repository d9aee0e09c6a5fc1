namespace EventSourcing.Extensions.Hosting;

/// <summary>When the health check complains.</summary>
public sealed class EventSourcingHealthOptions
{
    /// <summary>From how many events behind, a projection or process manager counts as degraded; from 1.</summary>
    public int DegradedBehind { get; set; } = 1000;
}
