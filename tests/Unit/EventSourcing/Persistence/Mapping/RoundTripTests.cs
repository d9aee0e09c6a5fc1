using System.Collections.Immutable;
using System.Numerics;
using System.Text;
using CsCheck;
using EventSourcing.Domain;
using EventSourcing.Persistence;
using EventSourcing.Persistence.Compression;
using EventSourcing.Persistence.Encryption;
using EventSourcing.Persistence.Python;

namespace EventSourcing.Tests.Persistence.Mapping;

/// <summary>Any event becomes bytes and comes back equal, whatever it is compressed and encrypted with.</summary>
public sealed class RoundTripTests
{
    private static readonly Gen<string> Text =
        Gen.OneOf(Gen.Int[' ', '~'], Gen.Int['\0', '\ud7ff'], Gen.Int['\ue000', '\uffff'], Gen.Int[0x10000, 0x10FFFF]).Select(char.ConvertFromUtf32).Array[0, 12].Select(string.Concat);

    private static readonly Gen<decimal> Decimal = Gen.Select(Gen.Int, Gen.Int, Gen.Int, Gen.Bool, Gen.Byte[0, 28], (low, mid, high, negative, scale) => new decimal(low, mid, high, negative, scale));

    private static readonly Gen<DateTimeOffset> Moment = Gen.Select(Gen.Long[TimeSpan.TicksPerDay, DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay], Gen.Int[-14 * 60, 14 * 60], (ticks, offset) => new DateTimeOffset(ticks, TimeSpan.FromMinutes(offset)));

    private static readonly Gen<BigInteger> Big = Gen.Byte.Array[0, 40].Select(bytes => new BigInteger(bytes));

    private static readonly Gen<Line> Lines = Gen.Select(Text, Decimal, Gen.Guid, (name, price, key) => new Line(name, price, key));

    private static readonly Gen<Everything> Events =
        from numbers in Gen.Select(Gen.Long, Gen.ULong, Gen.Double, Gen.Float, Big, Decimal)
        from times in Gen.Select(Moment, Gen.DateOnly, Gen.TimeOnly, Gen.TimeSpan)
        from texts in Gen.Select(Text, Text.Null(), Gen.Guid, Gen.Enum<Mood>(), Gen.Enum<Rights>(), Gen.Bool)
        from lists in Gen.Select(Text.Array[0, 5], Gen.Dictionary(Text, Decimal)[0, 4], Gen.Dictionary(Gen.Guid, Gen.Int)[0, 4], Lines.Array[0, 3], Lines.Null(), Gen.Byte.Array[0, 20])
        from tuple in Gen.Select(Gen.Int, Text)
        select new Everything(
            numbers.Item1, numbers.Item2, numbers.Item3, numbers.Item4, numbers.Item5, numbers.Item6,
            times.Item1, times.Item2, times.Item3, times.Item4,
            texts.Item1, texts.Item2, texts.Item3, texts.Item4, texts.Item5, texts.Item6,
            [.. lists.Item1], lists.Item2, lists.Item3, lists.Item4, lists.Item5, lists.Item6, (tuple.Item1, tuple.Item2));

    public static TheoryData<string?, string?> Combinations
    {
        get
        {
            var all = new TheoryData<string?, string?>();
            foreach (var compressor in new[] { null, "brotli", "zlib" })
                foreach (var keys in new[] { null, CipherKey.Create(128), CipherKey.Create(192), CipherKey.Create(), $"2026:{CipherKey.Create()},{CipherKey.Create(128)}" })
                    all.Add(compressor, keys);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Combinations), DisableDiscoveryEnumeration = true)]
    public void Any_event_survives_exactly(string? compressor, string? keys) =>
        Holds(new Mapper(new EventTypeRegistry().Add(typeof(Everything)), codec: Codec(compressor, keys)), Events);

    [Theory]
    [MemberData(nameof(Combinations), DisableDiscoveryEnumeration = true)]
    public void Any_event_that_Python_can_hold_survives_exactly(string? compressor, string? keys) => Holds(
        new PythonMapper(new EventTypeRegistry().Add(typeof(Everything)), codec: Codec(compressor, keys)),
        Events.Where(data => double.IsFinite(data.Real) && float.IsFinite(data.Small)).Select(data => data with
        {
            Time = new DateTimeOffset(data.Time.Ticks / TimeSpan.TicksPerMicrosecond * TimeSpan.TicksPerMicrosecond, data.Time.Offset),
            ByKey = [],
        }));

    [Fact]
    public void Numbers_keep_their_zeros_and_times_their_offset_in_readable_JSON()
    {
        var mapper = new Mapper(new EventTypeRegistry().Add(typeof(Line)).Add(typeof(Moods)));

        Assert.Equal("""{"name":"é","price":1.10,"key":"00000000-0000-0000-0000-000000000000"}""", Json(mapper, new Line("é", 1.10m, Guid.Empty)));
        Assert.Equal("""{"mood":"Merry","rights":"Read, Write","time":"2026-01-02T03:04:05-07:00"}""", Json(mapper, new Moods(Mood.Merry, Rights.Read | Rights.Write, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(-7)))));
    }

    [Fact]
    public void An_enum_stored_as_a_number_is_read_too() =>
        Assert.Equal(
            new Moods(Mood.Sad, (Rights)64, default),
            new Mapper(new EventTypeRegistry().Add(typeof(Moods))).ToDomain(Recorded(new NewEvent(Guid.NewGuid(), "RoundTripTests.Moods", Encoding.UTF8.GetBytes("""{"mood":1,"rights":64,"time":"0001-01-01T00:00:00+00:00"}""")))));

    private static void Holds(IMapper mapper, Gen<Everything> events) => events.Sample(
        data =>
        {
            var stored = mapper.ToStored(new RaisedEvent(Guid.NewGuid(), data, default, "c", null));

            var back = Assert.IsType<Everything>(mapper.ToDomain(Recorded(stored)));

            Assert.Equal(data.Scalars, back.Scalars);
            Assert.Equal(decimal.GetBits(data.Price), decimal.GetBits(back.Price));
            Assert.Equal(data.Time.Offset, back.Time.Offset);
            Assert.Equal(BitConverter.DoubleToInt64Bits(data.Real), BitConverter.DoubleToInt64Bits(back.Real));
            Assert.Equal((data.Names, data.Prices, data.ByKey, data.Lines), (back.Names, back.Prices, back.ByKey, back.Lines), Contents.Equal);
            Assert.Equal(data.Bytes, back.Bytes);
        },
        iter: 60);

    private static DataCodec Codec(string? compressor, string? keys) => new(
        compressor switch { "brotli" => new BrotliCompressor(), "zlib" => new ZlibCompressor(), _ => null },
        keys is null ? null : new AesGcmCipher(CipherKeys.Parse(keys)));

    private static string Json(Mapper mapper, object data) => Encoding.UTF8.GetString(mapper.ToStored(new RaisedEvent(Guid.NewGuid(), data, default, "c", null)).Data.Span);

    private static RecordedEvent Recorded(NewEvent stored) => new()
    {
        Stream = "Order-1",
        Revision = 0,
        Position = null,
        Id = stored.Id,
        Type = stored.Type,
        Created = default,
        Data = stored.Data,
        Metadata = stored.Metadata,
        IsJson = stored.IsJson,
    };

    private enum Mood
    {
        Merry,
        Sad,
    }

    [Flags]
    private enum Rights
    {
        None = 0,
        Read = 1,
        Write = 2,
    }

    private sealed record Line(string Name, decimal Price, Guid Key);

    private sealed record Moods(Mood Mood, Rights Rights, DateTimeOffset Time);

    [EventType("m:Everything")]
    private sealed record Everything(
        long Number, ulong Count, double Real, float Small, BigInteger Big, decimal Price,
        DateTimeOffset Time, DateOnly Day, TimeOnly Hour, TimeSpan Duration,
        string Text, string? Nothing, Guid Id, Mood Mood, Rights Rights, bool Flag,
        ImmutableArray<string> Names, Dictionary<string, decimal> Prices, Dictionary<Guid, int> ByKey, IReadOnlyList<Line> Lines, Line? Line, byte[] Bytes, (int Left, string Right) Pair)
    {
        public object Scalars => (Number, Count, Real, Small, Big, Price, (Time, Day, Hour, Duration), (Text, Nothing, Id, Mood, Rights, Flag, Line, Pair));
    }

    private static class Contents
    {
        public static bool Equal(
            (ImmutableArray<string> Names, Dictionary<string, decimal> Prices, Dictionary<Guid, int> ByKey, IReadOnlyList<Line> Lines) left,
            (ImmutableArray<string> Names, Dictionary<string, decimal> Prices, Dictionary<Guid, int> ByKey, IReadOnlyList<Line> Lines) right) =>
            left.Names.SequenceEqual(right.Names) && left.Prices.SequenceEqual(right.Prices) && left.ByKey.SequenceEqual(right.ByKey) && left.Lines.SequenceEqual(right.Lines);
    }
}
