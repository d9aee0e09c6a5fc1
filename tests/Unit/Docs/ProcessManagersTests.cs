using EventSourcing.Domain;
using EventSourcing.Persistence;
using EventSourcing.ProcessManagers;
using EventSourcing.Tests.Sqlite;
using Dog = EventSourcing.Tests.Docs.ReadmeTests.Dog;
using TrainingSchool = EventSourcing.Tests.Docs.ReadmeTests.TrainingSchool;

namespace EventSourcing.Tests.Docs;

/// <summary>What docs/process-managers.md shows.</summary>
public sealed class ProcessManagersTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_certificate_is_issued_for_each_dog()
    {
        using var file = new TemporaryFile();
        await using var school = new TrainingSchool();
        await using var certification = new Certification
        {
            Follows = school.FollowedLog,
            Settings = new Settings { ["PERSISTENCE_MODULE"] = "EventSourcing.Sqlite", ["SQLITE_DBNAME"] = file.Name },
        };
        await certification.Runner.StartAsync(Cancel);

        var dog = new Dog("Fido");
        dog.AddTrick("sit");
        var saved = await school.Repository.SaveAsync(dog, Cancel);
        await certification.Runner.WaitForAsync(saved.Position!.Value, Cancel);

        var certificate = await certification.Repository.GetAsync<Certificate>(dog.Id, Cancel);
        Assert.Equal(["sit"], certificate.Tricks);
    }

    public sealed class Certification : ProcessManager
    {
        public Certification()
        {
            On<Dog.Registered>((process, e, recorded) => process.Add(new Certificate(DogId(recorded), e.Name)));
            On<Dog.TrickAdded>(async (process, e, recorded, cancel) =>
            {
                var certificate = await process.GetAsync<Certificate>(DogId(recorded), cancel);
                certificate.Award(e.Trick);
            });
        }

        protected override IReadOnlyList<string> StreamPrefixes => ["Dog-"];

        private static string DogId(RecordedEvent recorded) => recorded.Stream["Dog-".Length..];
    }

    public sealed class Certificate : Aggregate
    {
        private readonly List<string> _tricks = [];

        private Certificate() { }
        public Certificate(string dogId, string name)
            : base(dogId) => Raise(new Issued(name));

        public string Name { get; private set; } = "";
        public IReadOnlyList<string> Tricks => _tricks;

        public void Award(string trick) => Raise(new Awarded(trick));

        private void Apply(Issued e) => Name = e.Name;
        private void Apply(Awarded e) => _tricks.Add(e.Trick);

        public sealed record Issued(string Name);
        public sealed record Awarded(string Trick);
    }
}
