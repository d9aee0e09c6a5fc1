namespace EventSourcing.Persistence.Compression;

/// <summary>The checksum of zlib (RFC 1950, section 8.2).</summary>
internal struct Adler32()
{
    private const uint Modulus = 65521;

    // So many bytes can be summed before 32 bits are full.
    private const int Run = 5552;

    private uint _sum = 1;
    private uint _sumOfSums;

    public readonly uint Value => (_sumOfSums << 16) | _sum;

    public void Add(ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            var run = data[..Math.Min(Run, data.Length)];
            foreach (var value in run)
            {
                _sum += value;
                _sumOfSums += _sum;
            }

            _sum %= Modulus;
            _sumOfSums %= Modulus;
            data = data[run.Length..];
        }
    }
}
