using System.Text.Json.Nodes;
using EventSourcing.Domain;
using EventSourcing.Persistence;
using EventSourcing.Persistence.InMemory;

namespace EventSourcing.Tests.Docs;

/// <summary>What docs/snapshots.md shows.</summary>
public sealed class SnapshotsTests
{
    [Fact]
    public async Task An_account_is_restored_from_its_snapshot()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var store = new InMemoryRecorder();
        await using var bank = new Bank { Recorder = store };
        var id = await bank.OpenAsync("Ann", cancel);
        for (var i = 0; i < 120; i++)
            await bank.DepositAsync(id, 1, cancel);

        Assert.Equal(120, (await bank.Repository.GetAsync<Account>(id, cancel)).Balance);
        Assert.Equal(110, (await bank.Repository.GetAsync<Account>(id, 110, cancel)).Balance);
        Assert.Equal([49L, 99L], await store.ReadStreamAsync($"snapshot-Account-{id}", StreamRead.Forwards, cancel).Select(stored => (long)JsonNode.Parse(stored.Metadata.Span)!["revision"]!).ToListAsync(cancel));

        await bank.CloseDayAsync(id, cancel);
        var stored = await store.ReadStreamAsync($"snapshot-Account-{id}", StreamRead.Backwards, cancel).FirstAsync(cancel);
        Assert.Equal(120, (int)JsonNode.Parse(stored.Metadata.Span)!["revision"]!);
        Assert.Equal("Ann", (await new Repository(store).GetAsync<Later.Account>(id, cancel)).Holder);
    }

    [Snapshot(Every = 100, Keep = 3)]
    public sealed class Account : Aggregate, ISnapshotable<Account.State>
    {
        private Account() { }
        public Account(string owner) => Raise(new Opened(owner));

        public string Owner { get; private set; } = "";
        public decimal Balance { get; private set; }

        public void Deposit(decimal amount) => Raise(new Deposited(amount));

        State ISnapshotable<State>.TakeSnapshot() => new(Owner, Balance);
        void ISnapshotable<State>.RestoreSnapshot(State state) => (Owner, Balance) = (state.Owner, state.Balance);

        private void Apply(Opened e) => Owner = e.Owner;
        private void Apply(Deposited e) => Balance += e.Amount;

        public sealed record Opened(string Owner);
        public sealed record Deposited(decimal Amount);
        private sealed record State(string Owner, decimal Balance);
    }

    public sealed class Bank : Application
    {
        public async Task<string> OpenAsync(string owner, CancellationToken cancel = default)
        {
            var account = new Account(owner);
            await SaveAsync(account, cancel);
            return account.Id;
        }

        public Task DepositAsync(string id, decimal amount, CancellationToken cancel = default) =>
            Repository.UpdateAsync<Account>(id, account => account.Deposit(amount), cancel);

        public Task CloseDayAsync(string id, CancellationToken cancel = default) =>
            Repository.SnapshotAsync<Account>(id, cancel);                     // now; or of a revision: SnapshotAsync<Account>(id, 42)

        protected override SnapshotAttribute? SnapshotsOf(Type aggregate) =>
            aggregate == typeof(Account) ? new SnapshotAttribute { Every = 50 } : base.SnapshotsOf(aggregate);
    }

    /// <summary>The account of a later version of the program.</summary>
    public static class Later
    {
        [AggregateName("Account")]
        public sealed class Account : Aggregate, ISnapshotable<Account.State>
        {
            private Account() { }

            public string Holder { get; private set; } = "";
            public decimal Balance { get; private set; }

            State ISnapshotable<State>.TakeSnapshot() => new(Holder, Balance);
            void ISnapshotable<State>.RestoreSnapshot(State state) => (Holder, Balance) = (state.Holder, state.Balance);

            private void Apply(SnapshotsTests.Account.Opened e) => Holder = e.Owner;
            private void Apply(SnapshotsTests.Account.Deposited e) => Balance += e.Amount;

            [EventType(Version = 2)]
            private sealed record State(string Holder, decimal Balance)
            {
                [Upcast(from: 1)]
                private static JsonObject RenameOwner(JsonObject old)
                {
                    old["holder"] = old["owner"]!.DeepClone();
                    old.Remove("owner");
                    return old;
                }
            }
        }
    }
}
