namespace EventStoreDb.Emulator.Faults;

/// <summary>Numbers that depend on a seed and a place alone, the same on every machine and runtime (SplitMix64).</summary>
internal sealed class SeededNumbers(ulong seed, ulong place)
{
    private ulong _state = Mix(seed) ^ place;

    public int Next(int below) => (int)(Next() % (ulong)below);

    /// <summary>At least 0 and below 1.</summary>
    public double NextFraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    private ulong Next() => Mix(_state += 0x9E3779B97F4A7C15);

    private static ulong Mix(ulong number)
    {
        number = (number ^ (number >> 30)) * 0xBF58476D1CE4E5B9;
        number = (number ^ (number >> 27)) * 0x94D049BB133111EB;
        return number ^ (number >> 31);
    }
}
