using System.Text.Json.Nodes;
using EventSourcing.Domain;

namespace EventSourcing.Tests.Domain;

/// <summary>The account as other versions of the program have it: the same events, and a state of another shape.</summary>
public abstract class OtherAccount : Aggregate
{
    public string Owner { get; protected set; } = "";

    public decimal Balance { get; protected set; }

    /// <summary>Whether it was begun with a snapshot.</summary>
    public bool WasRestored { get; protected set; }

    public override string ToString() => $"{Owner} {Balance} {(WasRestored ? "restored" : "rebuilt")}";

    private void Apply(Account.Opened e) => Owner = e.Owner;

    private void Apply(Account.Deposited e) => Balance += e.Amount;
}

[AggregateName("Account")]
public sealed class SameShape : OtherAccount, ISnapshotable<SameShape.State>
{
    State ISnapshotable<State>.TakeSnapshot() => new(Owner, Balance);

    void ISnapshotable<State>.RestoreSnapshot(State state) => (Owner, Balance, WasRestored) = (state.Owner, state.Balance, true);

    private sealed record State(string Owner, decimal Balance);
}

[AggregateName("Account")]
public sealed class OtherType : OtherAccount, ISnapshotable<OtherType.Status>
{
    Status ISnapshotable<Status>.TakeSnapshot() => new(Owner);

    void ISnapshotable<Status>.RestoreSnapshot(Status state) => WasRestored = true;

    private sealed record Status(string Owner);
}

[AggregateName("Account")]
public sealed class OtherShape : OtherAccount, ISnapshotable<OtherShape.State>
{
    State ISnapshotable<State>.TakeSnapshot() => new(Owner, 0);

    void ISnapshotable<State>.RestoreSnapshot(State state) => WasRestored = true;

    private sealed record State(string Owner, int Limit);
}

[AggregateName("Account")]
public sealed class NewVersion : OtherAccount, ISnapshotable<NewVersion.State>
{
    State ISnapshotable<State>.TakeSnapshot() => new(Owner, Balance);

    void ISnapshotable<State>.RestoreSnapshot(State state) => WasRestored = true;

    [EventType(Version = 2)]
    private sealed record State(string Owner, decimal Balance);
}

[AggregateName("Account")]
public sealed class UpcastVersion : OtherAccount, ISnapshotable<UpcastVersion.State>
{
    State ISnapshotable<State>.TakeSnapshot() => new(Owner, Balance);

    void ISnapshotable<State>.RestoreSnapshot(State state) => (Owner, Balance, WasRestored) = (state.Holder, state.Balance, true);

    [EventType(Version = 2)]
    private sealed record State(string Holder, decimal Balance)
    {
        [Upcast(from: 1)]
        private static JsonObject RenameOwner(JsonObject old)
        {
            old["holder"] = (string?)old["owner"];
            old.Remove("owner");
            return old;
        }
    }
}

[AggregateName("Account")]
public sealed class Choking : OtherAccount, ISnapshotable<Choking.State>
{
    State ISnapshotable<State>.TakeSnapshot() => throw new InvalidOperationException("It chokes when it gives its state.");

    void ISnapshotable<State>.RestoreSnapshot(State state)
    {
        Balance = 1000;
        throw new InvalidOperationException("It chokes when it takes its state.");
    }

    public void Deposit(decimal amount) => Raise(new Account.Deposited(amount));

    private sealed record State(string Owner);
}
