using System.Text.Json.Nodes;
using EventSourcing.Domain;
using EventSourcing.Persistence;
using EventSourcing.Persistence.InMemory;
using EventSourcing.Tests.Domain;

namespace EventSourcing.Tests.Applications;

public sealed class SavingMetadataTests : IAsyncDisposable
{
    private readonly InMemoryRecorder _recorder = new();
    private readonly Repository _dogs;

    public SavingMetadataTests() => _dogs = new Repository(_recorder);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _recorder.DisposeAsync();

    [Fact]
    public async Task Every_event_of_a_save_carries_its_metadata_and_no_other_does()
    {
        var dog = new Dog("Fido");
        dog.AddTrick("sit");
        await _dogs.SaveAsync(dog, new JsonObject { ["user"] = "ada", ["attempt"] = 2 }, Cancel);
        dog.AddTrick("beg");
        await _dogs.SaveAsync(dog, Cancel);

        var metadata = await MetadataOf(dog);

        Assert.Equal(["""{"user":"ada","attempt":2}""", """{"user":"ada","attempt":2}""", null], metadata.Select(each => each.Custom?.ToJsonString()));
        Assert.All(metadata, each => Assert.NotNull(each.Time));
        Assert.All(metadata, each => Assert.NotNull(each.CorrelationId));
    }

    [Fact]
    public async Task Several_aggregates_are_saved_with_the_same_metadata()
    {
        Dog[] dogs = [new("Fido"), new("Rex")];

        await _dogs.SaveAsync(dogs, new JsonObject { ["user"] = "ada" }, Cancel);

        foreach (var dog in dogs)
            Assert.Equal("ada", Assert.Single(await MetadataOf(dog)).Custom!["user"]!.GetValue<string>());
    }

    [Fact]
    public async Task Metadata_flows_with_the_context_and_that_of_the_save_goes_before_it()
    {
        var ambient = new JsonObject { ["user"] = "ada", ["tenant"] = 7 };
        Dog dog;
        using (new EventContext { Metadata = ambient }.Enter())
            dog = new Dog("Fido");
        ambient["tenant"] = 8;

        await _dogs.SaveAsync(dog, new JsonObject { ["user"] = "grace" }, Cancel);

        Assert.Equal("""{"user":"grace","tenant":7}""", Assert.Single(await MetadataOf(dog)).Custom!.ToJsonString());
    }

    [Theory]
    [InlineData("$correlationId")]
    [InlineData("time")]
    public async Task A_reserved_key_is_refused_before_anything_is_written(string key)
    {
        var dog = new Dog("Fido");

        await Assert.ThrowsAsync<ArgumentException>(() => _dogs.SaveAsync(dog, new JsonObject { [key] = "x" }, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => _dogs.SaveAsync([dog], new JsonObject { [key] = "x" }, Cancel));
        using (new EventContext { Metadata = new JsonObject { [key] = "x" } }.Enter())
            dog.AddTrick("sit");
        await Assert.ThrowsAsync<ArgumentException>(() => _dogs.SaveAsync(dog, Cancel));

        Assert.Null(await _dogs.TryGetAsync<Dog>(dog.Id, Cancel));
        Assert.Equal(2, dog.PendingEvents.Count);
    }

    private async Task<IReadOnlyList<EventMetadata>> MetadataOf(Dog dog) =>
        await _recorder.ReadStreamAsync($"Dog-{dog.Id}", StreamRead.Forwards, Cancel).Select(recorded => EventMetadata.Parse(recorded.Metadata)).ToListAsync(Cancel);
}
