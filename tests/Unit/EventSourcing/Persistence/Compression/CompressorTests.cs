using System.Buffers;
using System.Text;
using CsCheck;
using EventSourcing.Persistence.Compression;

namespace EventSourcing.Tests.Persistence.Compression;

public sealed class CompressorTests
{
    public static TheoryData<ICompressor> All => [new BrotliCompressor(), new ZlibCompressor()];

    [Theory]
    [MemberData(nameof(All))]
    public void What_was_compressed_comes_back(ICompressor compressor) =>
        Gen.OneOf(Gen.Byte.Array[0, 300], Gen.Byte[97, 99].Array[0, 20_000]).Sample(data => Assert.Equal(data, Decompressed(compressor, Compressed(compressor, data))));

    [Theory]
    [MemberData(nameof(All))]
    public void Nothing_comes_back_as_nothing(ICompressor compressor) => Assert.Empty(Decompressed(compressor, Compressed(compressor, [])));

    [Theory]
    [MemberData(nameof(All))]
    public void Text_gets_smaller(ICompressor compressor)
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("roll over, play dead; ", 20)));

        Assert.InRange(Compressed(compressor, text).Length, 1, text.Length / 4);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Damaged_data_is_refused(ICompressor compressor)
    {
        var compressed = Compressed(compressor, Encoding.UTF8.GetBytes("""{"trick":"roll over"}"""));

        Assert.Throws<InvalidDataException>(() => Decompressed(compressor, []));
        Assert.All(Enumerable.Range(1, compressed.Length - 1), length => Assert.Throws<InvalidDataException>(() => Decompressed(compressor, compressed[..length])));
        Assert.Throws<InvalidDataException>(() => Decompressed(compressor, [.. compressed, 0]));
        Assert.Throws<InvalidDataException>(() => Decompressed(compressor, "not compressed"u8.ToArray()));
    }

    [Fact]
    public void The_names_are_those_of_the_settings() =>
        Assert.Equal(["brotli", "zlib"], All.Select(row => row.Data.Name));

    private static byte[] Compressed(ICompressor compressor, byte[] data)
    {
        var buffer = new ArrayBufferWriter<byte>();
        compressor.Compress(data, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private static byte[] Decompressed(ICompressor compressor, byte[] compressed)
    {
        var buffer = new ArrayBufferWriter<byte>();
        compressor.Decompress(compressed, buffer);
        return buffer.WrittenSpan.ToArray();
    }
}
