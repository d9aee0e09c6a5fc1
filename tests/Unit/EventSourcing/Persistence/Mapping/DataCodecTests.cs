using System.Buffers;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using EventSourcing.Domain;
using EventSourcing.Persistence;
using EventSourcing.Persistence.Compression;
using EventSourcing.Persistence.Encryption;
using EventSourcing.Tests.Domain;

namespace EventSourcing.Tests.Persistence.Mapping;

/// <summary>What is stored compressed and encrypted, and what happens when it cannot be read.</summary>
public sealed class DataCodecTests
{
    private static readonly string Key = CipherKey.Create();
    private static readonly string OldKey = CipherKey.Create(128);
    private readonly EventTypeRegistry _types = new EventTypeRegistry().AddAggregate(typeof(Dog));

    [Fact]
    public void Metadata_says_what_was_done_and_data_is_opaque()
    {
        var stored = Stored(Mapper(new BrotliCompressor(), $"2026:{Key}"));

        Assert.False(stored.IsJson);
        Assert.DoesNotContain("trick", Encoding.Latin1.GetString(stored.Data.Span), StringComparison.Ordinal);
        Assert.Equal(new DataForm("brotli", "aes-gcm", "2026"), EventMetadata.Parse(stored.Metadata).Form);
        Assert.Contains(""""compressor":"brotli","cipher":"aes-gcm","keyId":"2026"}"""", Encoding.UTF8.GetString(stored.Metadata.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_written_before_everything_was_switched_on_is_read()
    {
        Mapper[] writers =
        [
            Mapper(null, null), Mapper(new ZlibCompressor(), null), Mapper(new BrotliCompressor(), null), Mapper(null, OldKey),
            Mapper(new ZlibCompressor(), $"2025:{Key}"), Mapper(new BrotliCompressor(), $"2026:{Key}"),
        ];
        var reader = Mapper(new BrotliCompressor(), $"2026:{Key}, 2025:{Key}, {OldKey}");

        foreach (var writer in writers)
            Assert.Equal(new Dog.TrickAdded("sit"), reader.ToDomain(Recorded(Stored(writer))));
    }

    [Fact]
    public void Compressed_data_is_read_when_compression_is_switched_off() =>
        Assert.Equal(new Dog.TrickAdded("sit"), Mapper(null, null).ToDomain(Recorded(Stored(Mapper(new BrotliCompressor(), null)))));

    [Fact]
    public void Without_a_key_encrypted_data_is_an_error_that_says_what_to_set() =>
        AssertUnreadable(Mapper(null, null), Recorded(Stored(Mapper(null, $"2026:{Key}"))), "Set CIPHER_KEY", "2026");

    [Fact]
    public void A_key_id_that_is_not_known_is_named() =>
        AssertUnreadable(Mapper(null, Key), Recorded(Stored(Mapper(null, $"2026:{Key}"))), "as 2026:<base64>", "2026");

    [Fact]
    public void A_missing_key_without_an_id_is_asked_for() =>
        AssertUnreadable(Mapper(null, $"2026:{Key}"), Recorded(Stored(Mapper(null, Key))), "without an id", null);

    [Fact]
    public void A_wrong_key_is_noticed() =>
        AssertUnreadable(Mapper(null, $"2026:{OldKey}"), Recorded(Stored(Mapper(null, $"2026:{Key}"))), "not the key it was written with", "2026");

    [Fact]
    public void Tampered_data_is_noticed()
    {
        var recorded = Recorded(Stored(Mapper(null, Key)));
        var data = recorded.Data.ToArray();
        data[^1] ^= 1;

        AssertUnreadable(Mapper(null, Key), Recorded(recorded, data), "changed since", null);
        AssertUnreadable(Mapper(null, Key), Recorded(recorded, Array.Empty<byte>()), "changed since", null);
    }

    [Fact]
    public void Data_put_into_another_event_is_noticed()
    {
        var mapper = Mapper(null, Key);

        AssertUnreadable(mapper, Recorded(Recorded(Stored(mapper)), Stored(mapper).Data), "changed since", null);
    }

    [Fact]
    public void Another_cipher_is_named()
    {
        var recorded = Recorded(Stored(Mapper(null, Key)), """{"cipher":"rot13"}""");

        AssertUnreadable(Mapper(null, Key), recorded, "CIPHER_TOPIC", null);
    }

    [Fact]
    public void Damaged_or_unknown_compression_is_an_error_with_its_place()
    {
        var recorded = Recorded(Stored(Mapper(new BrotliCompressor(), null)));

        var damaged = Assert.Throws<EventDecompressionException>(() => Mapper(null, null).ToDomain(Recorded(recorded, recorded.Data[..^1])));
        var unknown = Assert.Throws<EventDecompressionException>(() => Mapper(null, null).ToDomain(Recorded(Stored(Mapper(null, null)), """{"compressor":"lz4"}""")));

        Assert.Equal(("Dog-1", 4L, "Dog.TrickAdded", "brotli"), (damaged.Stream, damaged.Revision, damaged.EventType, damaged.Compressor));
        Assert.Contains("COMPRESSOR_TOPIC", unknown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("brotli")]
    [InlineData("zlib")]
    public void A_decompression_bomb_stops_at_the_limit(string compressor)
    {
        var bomb = new MemoryStream();
        using (Stream filling = compressor == "brotli" ? new BrotliStream(bomb, CompressionLevel.Fastest, leaveOpen: true) : new ZLibStream(bomb, CompressionLevel.Fastest, leaveOpen: true))
            for (var i = 0; i <= DataCodec.MaxDataLength / 1024 / 1024; i++)
                filling.Write(new byte[1024 * 1024]);
        var recorded = Recorded(new NewEvent(Guid.NewGuid(), "Dog.TrickAdded", bomb.ToArray(), Encoding.UTF8.GetBytes($$"""{"compressor":"{{compressor}}"}"""), IsJson: false));

        var error = Assert.Throws<EventDecompressionException>(() => Mapper(null, null).ToDomain(recorded));

        Assert.Contains($"{DataCodec.MaxDataLength}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_could_not_be_read_again_for_its_size_is_not_written() =>
        Assert.Throws<EventMappingException>(() => Mapper(new BrotliCompressor(), null).ToStored(Raised(new Dog.TrickAdded(new string('x', DataCodec.MaxDataLength)))));

    [Fact]
    public void A_compressor_of_your_own_is_used_and_found_by_its_name()
    {
        var mapper = new Mapper(_types, codec: new DataCodec(new Reversing()));
        var stored = Stored(mapper);

        Assert.Equal("}\"tis\":\"kcirt\"{", Encoding.UTF8.GetString(stored.Data.Span));
        Assert.Equal(new Dog.TrickAdded("sit"), mapper.ToDomain(Recorded(stored)));
        Assert.Equal("reversing", EventMetadata.Parse(stored.Metadata).Form.Compressor);
    }

    private static void AssertUnreadable(Mapper mapper, RecordedEvent recorded, string advice, string? keyId)
    {
        var error = Assert.Throws<EventDecryptionException>(() => mapper.ToDomain(recorded));

        Assert.Equal(("Dog-1", 4L, "Dog.TrickAdded", keyId), (error.Stream, error.Revision, error.EventType, error.KeyId));
        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
        Assert.Contains("Dog-1@4", error.Message, StringComparison.Ordinal);
        Assert.All([Key, OldKey, "sit"], secret => Assert.DoesNotContain(secret, JsonSerializer.Serialize(error.ToString()), StringComparison.Ordinal));
    }

    private static NewEvent Stored(Mapper mapper) => mapper.ToStored(Raised(new Dog.TrickAdded("sit")));

    private static RaisedEvent Raised(object data) => new(Guid.NewGuid(), data, default, "c", null);

    private Mapper Mapper(ICompressor? compressor, string? keys) =>
        new(_types, codec: new DataCodec(compressor, keys is null ? null : new AesGcmCipher(CipherKeys.Parse(keys))));

    private static RecordedEvent Recorded(NewEvent stored, string? metadata = null) => new()
    {
        Stream = "Dog-1",
        Revision = 4,
        Position = null,
        Id = stored.Id,
        Type = stored.Type,
        Created = default,
        Data = stored.Data,
        Metadata = metadata is null ? stored.Metadata : Encoding.UTF8.GetBytes(metadata),
        IsJson = stored.IsJson,
    };

    private static RecordedEvent Recorded(RecordedEvent original, ReadOnlyMemory<byte> data) =>
        Recorded(new NewEvent(original.Id, original.Type, data, original.Metadata, original.IsJson));

    private sealed class Reversing : ICompressor
    {
        public string Name => "reversing";

        public void Compress(ReadOnlySpan<byte> data, IBufferWriter<byte> compressed)
        {
            var reversed = data.ToArray();
            reversed.AsSpan().Reverse();
            compressed.Write(reversed);
        }

        public void Decompress(ReadOnlySpan<byte> compressed, IBufferWriter<byte> data) => Compress(compressed, data);
    }
}
