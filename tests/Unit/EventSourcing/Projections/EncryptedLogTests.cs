using EventSourcing.Persistence;
using EventSourcing.Persistence.Encryption;
using EventSourcing.Persistence.InMemory;
using EventSourcing.Projections;
using EventSourcing.Projections.InMemory;
using EventSourcing.Tests.Domain;

namespace EventSourcing.Tests.Projections;

public sealed class EncryptedLogTests
{
    private static readonly InMemoryTable<string, int> Learned = new("learned");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_projection_reads_what_the_application_it_follows_has_encrypted()
    {
        await using var school = new TrainingSchool { Settings = new Settings { ["CIPHER_KEY"] = CipherKey.Create(), ["COMPRESSOR_TOPIC"] = "brotli" } };
        var dog = new Dog("Fido");
        dog.AddTrick("sit");
        var saved = await school.Repository.SaveAsync(dog, Cancel);
        using var views = new InMemoryViews();
        await using var runner = ProjectionRunner.Create(school.FollowedLog, new Tricks(), views);

        await runner.StartAsync(Cancel);
        await runner.WaitForAsync(saved.Position!.Value, Cancel);

        Assert.Equal(1, views.Snapshot.Table(Learned)["sit"]);
    }

    private sealed class TrainingSchool : Application;

    private sealed class Tricks : Projection<InMemoryViewTransaction>
    {
        public Tricks() => On<Dog.TrickAdded>((transaction, e) => transaction.Table(Learned)[e.Trick] = 1);
    }
}
