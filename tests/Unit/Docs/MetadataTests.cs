using System.Text.Json.Nodes;
using EventSourcing.Domain;
using EventSourcing.Persistence;
using Dog = EventSourcing.Tests.Docs.ReadmeTests.Dog;

namespace EventSourcing.Tests.Docs;

/// <summary>What docs/metadata.md shows.</summary>
public sealed class MetadataTests
{
    [Fact]
    public async Task Metadata_of_a_save_and_of_the_context_is_read_back()
    {
        var cancel = TestContext.Current.CancellationToken;
        var lines = new List<string>();
        await using var school = new TrainingSchool();
        var id = await school.RegisterAsync("Fido", "grace", cancel);

        using (new EventContext { CorrelationId = "order-17", Metadata = new JsonObject { ["user"] = "ada" } }.Enter())
        {
            await school.AddTrickAsync(id, "roll over", cancel);
        }

        await foreach (var recorded in school.Recorder.ReadStreamAsync($"Dog-{id}", StreamRead.Forwards, cancel))
        {
            var metadata = EventMetadata.Parse(recorded.Metadata);
            lines.Add($"{metadata.Time}: {metadata.Custom?["user"]}");
        }

        Assert.Equal(["grace", "ada"], lines.Select(line => line.Split(": ")[^1]));
    }

    public sealed class TrainingSchool : Application
    {
        public async Task<string> RegisterAsync(string name, string user, CancellationToken cancel = default)
        {
            var dog = new Dog(name);
            await SaveAsync(dog, new JsonObject { ["user"] = user, ["source"] = "front desk" }, cancel);
            return dog.Id;
        }

        public Task AddTrickAsync(string dogId, string trick, CancellationToken cancel = default) =>
            Repository.UpdateAsync<Dog>(dogId, dog => dog.AddTrick(trick), cancel);
    }
}
