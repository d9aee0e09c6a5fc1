using EventSourcing.Domain;

namespace Examples;

[Snapshot(Every = 100)]
public sealed class Account : Aggregate, ISnapshotable<Account.State>
{
    public Account(string owner) => Raise(new Opened(owner));

    private Account()
    {
    }

    public string Owner { get; private set; } = "";

    public decimal Balance { get; private set; }

    public void Deposit(decimal amount) => Raise(new Deposited(amount));

    public void Withdraw(decimal amount)
    {
        if (amount > Balance)
            throw new OverdrawnException(amount, Balance);
        Raise(new Withdrawn(amount));
    }

    State ISnapshotable<State>.TakeSnapshot() => new(Owner, Balance);

    void ISnapshotable<State>.RestoreSnapshot(State state) => (Owner, Balance) = (state.Owner, state.Balance);

    private void Apply(Opened e) => Owner = e.Owner;

    private void Apply(Deposited e) => Balance += e.Amount;

    private void Apply(Withdrawn e) => Balance -= e.Amount;

    public sealed record Opened(string Owner);

    public sealed record Deposited(decimal Amount);

    public sealed record Withdrawn(decimal Amount);

    private sealed record State(string Owner, decimal Balance);
}
