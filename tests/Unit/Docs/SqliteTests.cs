using EventSourcing.Domain;
using EventSourcing.Persistence;
using EventSourcing.Sqlite;
using EventSourcing.Tests.Sqlite;

namespace EventSourcing.Tests.Docs;

/// <summary>What docs/sqlite.md shows.</summary>
public sealed class SqliteTests : IDisposable
{
    private readonly TemporaryFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task An_application_keeps_its_events_in_a_file()
    {
        var file = _file.Name;
        var settings = new Settings
        {
            ["PERSISTENCE_MODULE"] = "EventSourcing.Sqlite",
            ["SQLITE_DBNAME"] = file,
        };
        await using var school = new TrainingSchool { Settings = settings };

        var id = await school.RegisterAsync("Fido", TestContext.Current.CancellationToken);

        await using var again = new TrainingSchool { Settings = settings };
        Assert.Equal("Fido", (await again.Repository.GetAsync<Dog>(id, TestContext.Current.CancellationToken)).Name);
    }

    [Fact]
    public async Task An_append_to_several_streams_is_all_or_nothing()
    {
        var (file, cancel) = (_file.Name, TestContext.Current.CancellationToken);
        await using var recorder = new SqliteRecorder(new SqliteSettings(file) { LockTimeout = TimeSpan.FromSeconds(10) });
        await recorder.AppendAsync("Account-1", ExpectedRevision.NoStream, [Event("Opened")], cancel);

        await recorder.AppendAsync(
            [
                new StreamAppend("Account-1", ExpectedRevision.Exactly(0), [Event("Withdrawn")]),
                new StreamAppend("Account-2", ExpectedRevision.NoStream, [Event("Deposited")]),
            ],
            cancel);

        Assert.Equal(["Opened", "Withdrawn", "Deposited"], await recorder.ReadAllAsync(AllRead.Forwards, cancel).Select(recorded => recorded.Type).ToListAsync(cancel));
    }

    private static NewEvent Event(string type) => new(Guid.CreateVersion7(), type, "{}"u8.ToArray());

    private sealed class TrainingSchool : Application
    {
        public async Task<string> RegisterAsync(string name, CancellationToken cancel)
        {
            var dog = new Dog(name);
            await SaveAsync(dog, cancel);
            return dog.Id;
        }
    }

    private sealed class Dog : Aggregate
    {
        private Dog() { }
        public Dog(string name) => Raise(new Registered(name));

        public string Name { get; private set; } = "";

        private void Apply(Registered e) => Name = e.Name;

        private sealed record Registered(string Name);
    }
}
