using System.Globalization;

namespace EventStoreDb.Emulator.Faults;

/// <summary>Decides by a seed, and for each call on its own, what goes wrong.</summary>
internal sealed class SeededFaults(ulong seed, double rate, TimeSpan longest, FaultKind[] kinds)
{
    // Beyond this a call is not looked at: chance has spared it.
    private const int Furthest = 10_000;

    public Fault? FaultOf(string method, int nth)
    {
        var numbers = new SeededNumbers(seed, Place(method, nth));
        var possible = Array.FindAll(kinds, kind => Methods.CanSuffer(method, kind));
        if (possible.Length == 0 || rate <= 0)
        {
            return null;
        }

        var after = 0;
        while (numbers.NextFraction() >= rate)
        {
            after++;
            if (after == Furthest || Methods.HasOneAnswer(method))
            {
                return null;
            }
        }

        var kind = possible[numbers.Next(possible.Length)];
        return new Fault(kind)
        {
            After = after,
            AfterCommit = numbers.Next(2) == 0 && Methods.CanFollowCommit(kind),
            Time = longest * numbers.NextFraction(),
        };
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"seed {seed}, rate {rate}, longest {longest:g}, {string.Join('|', kinds)}");

    /// <summary>The built-in hash of text differs from one process to the next.</summary>
    private static ulong Place(string method, int nth)
    {
        var place = 0xCBF29CE484222325;
        foreach (var letter in method)
        {
            place = (place ^ letter) * 0x100000001B3;
        }

        return place + (ulong)nth;
    }
}
