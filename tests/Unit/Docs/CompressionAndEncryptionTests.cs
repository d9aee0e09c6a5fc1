using System.Text;
using EventSourcing.Persistence;
using EventSourcing.Persistence.Encryption;
using EventSourcing.Persistence.InMemory;
using Dog = EventSourcing.Tests.Docs.ReadmeTests.Dog;
using TrainingSchool = EventSourcing.Tests.Docs.ReadmeTests.TrainingSchool;

namespace EventSourcing.Tests.Docs;

/// <summary>What docs/compression-and-encryption.md shows.</summary>
public sealed class CompressionAndEncryptionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Settings_alone_compress_and_encrypt()
    {
        var key = CipherKey.Create();                               // 256 bits, in base64
        await using var school = new TrainingSchool
        {
            Settings = new Settings
            {
                ["COMPRESSOR_TOPIC"] = "brotli",
                ["CIPHER_KEY"] = key,                               // from where you keep secrets
            },
        };

        var id = await school.RegisterAsync("Fido", Cancel);

        Assert.Equal("Fido", (await school.Repository.GetAsync<Dog>(id, Cancel)).Name);
        var recorded = await school.Recorder.ReadStreamAsync($"Dog-{id}", StreamRead.Forwards, Cancel).SingleAsync(Cancel);
        Assert.DoesNotContain("Fido", Encoding.UTF8.GetString(recorded.Data.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_are_rotated_and_old_events_stay_readable()
    {
        var (oldKey, newKey) = (CipherKey.Create(128), CipherKey.Create());
        await using var store = new InMemoryRecorder();
        string id;
        await using (var before = new TrainingSchool { Recorder = store })
            id = await before.RegisterAsync("Fido", Cancel);
        await using (var old = new TrainingSchool { Recorder = store, Settings = new Settings { ["CIPHER_KEY"] = $"2025:{oldKey}" } })
            await old.AddTrickAsync(id, "sit", Cancel);

        var settings = new Settings
        {
            ["CIPHER_KEY"] = $"2026:{newKey},2025:{oldKey}",
        };
        await using var school = new TrainingSchool { Recorder = store, Settings = settings };
        await school.AddTrickAsync(id, "beg", Cancel);

        Assert.Equal(["sit", "beg"], (await school.Repository.GetAsync<Dog>(id, Cancel)).Tricks);
        var keys = await store.ReadStreamAsync($"Dog-{id}", StreamRead.Forwards, Cancel).Select(recorded => EventMetadata.Parse(recorded.Metadata).Form.KeyId).ToListAsync(Cancel);
        Assert.Equal([null, "2025", "2026"], keys);
    }
}
