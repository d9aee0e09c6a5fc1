using System.Text.Json;
using EventSourcing.Domain;
using EventSourcing.Persistence;
using EventSourcing.Persistence.Python;

namespace EventSourcing.Tests.Persistence.Python;

/// <summary>The application whose Python twin wrote the recordings.</summary>
public sealed class PythonSchool : Application
{
    protected override StreamNaming StreamNaming => StreamNaming.IdAlone;

    public Task<AppendResult> SaveAsync(Aggregate aggregate) => SaveAsync(aggregate, TestContext.Current.CancellationToken);

    protected override IMapper CreateMapper(Settings settings) => new PythonMapper(new EventTypeRegistry(), codec: DataCodec.From(settings));

    [AggregateName("trainingschool:Dog")]
    public sealed class Dog : Aggregate
    {
        private readonly List<string> _tricks = [];

        public Dog(string name) => Raise(new Registered(name));

        private Dog()
        {
        }

        public string Name { get; private set; } = "";

        public IReadOnlyList<string> Tricks => _tricks;

        public void AddTrick(string trick) => Raise(new TrickAdded(trick));

        private void Apply(Registered e) => Name = e.Name;

        private void Apply(TrickAdded e) => _tricks.Add(e.Trick);

        public sealed record Registered(string Name);

        public sealed record TrickAdded(string Trick);
    }

    [AggregateName("trainingschool:BankAccount")]
    public sealed class BankAccount : Aggregate
    {
        private readonly List<Guid> _references = [];

        public BankAccount(string owner, Guid ownerId, DateTimeOffset openedAt, decimal limit) => Raise(new Opened(owner, ownerId, openedAt, limit));

        private BankAccount()
        {
        }

        public Opened? Opening { get; private set; }

        public decimal Balance { get; private set; }

        public IReadOnlyList<Guid> References => _references;

        public void Credit(decimal amount, Guid reference, Dictionary<string, JsonElement> tags, string note) => Raise(new Credited(amount, reference, tags, note));

        private void Apply(Opened e) => Opening = e;

        private void Apply(Credited e)
        {
            Balance += e.Amount;
            _references.Add(e.Reference);
        }

        public sealed record Opened(string Owner, Guid OwnerId, DateTimeOffset OpenedAt, decimal Limit);

        public sealed record Credited(decimal Amount, Guid Reference, Dictionary<string, JsonElement> Tags, string Note);
    }
}
