using System.Text.Json;
using System.Text.Json.Serialization;

namespace Benchmarks.Macro;

/// <summary>One figure, as it is printed.</summary>
internal sealed record Figure
{
    private static readonly JsonSerializerOptions Snake = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Who did it.</summary>
    public required string Peer { get; init; }

    /// <summary>What was done.</summary>
    public required string Bench { get; init; }

    /// <summary>How many.</summary>
    public required long N { get; init; }

    /// <summary>How many of what.</summary>
    public required string Unit { get; init; }

    /// <summary>How long all of it took, in seconds.</summary>
    public required double Sec { get; init; }

    /// <summary>How many a second.</summary>
    public double PerS => Math.Round(N / Sec, 1);

    /// <summary>How long one took that took longer than half of them, in milliseconds.</summary>
    [JsonPropertyName("p50_ms")]
    public double? P50 { get; init; }

    /// <summary>How long one took that took longer than 99 of a hundred, in milliseconds.</summary>
    [JsonPropertyName("p99_ms")]
    public double? P99 { get; init; }

    /// <summary>What was allocated for one, in bytes.</summary>
    public double? AllocBPerOp { get; init; }

    /// <summary>What processors worked for one, in microseconds.</summary>
    public double? CpuUsPerOp { get; init; }

    /// <summary>The most memory that the process has had, in MiB.</summary>
    public double? PeakRssMb { get; init; }

    /// <summary>The line.</summary>
    public override string ToString() => JsonSerializer.Serialize(this, Snake);
}
