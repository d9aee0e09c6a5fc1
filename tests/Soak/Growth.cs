using System.Globalization;

namespace Soak;

/// <summary>How much more of something there is in the last third of the time than in the first.</summary>
internal sealed record Growth(string What, double First, double Last, double Allowed)
{
    private const double Megabyte = 1024 * 1024;

    public bool IsFlat => Last - First <= Allowed;

    public static IEnumerable<Growth> Of(IReadOnlyList<Sample> samples) =>
    [
        Between("heap, MB", samples, sample => sample.Heap / Megabyte, allowed: 3),
        Between("working set, MB", samples, sample => sample.WorkingSet / Megabyte, allowed: 64),
        Between("handles", samples, sample => sample.Handles, allowed: 30),
        Between("threads", samples, sample => sample.Threads, allowed: 15),
    ];

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{(IsFlat ? "flat" : "GREW")}: {What}: {First:0.0} in the first third, {Last:0.0} in the last (up to {Allowed:0} more is taken for noise)");

    private static Growth Between(string what, IReadOnlyList<Sample> samples, Func<Sample, double> value, double allowed)
    {
        var third = samples.Count / 3;
        return new Growth(what, Median(samples.Take(third).Select(value)), Median(samples.TakeLast(third).Select(value)), allowed);
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] ordered = [.. values.Order()];
        return ordered[ordered.Length / 2];
    }
}
