using EventSourcing.Domain;

namespace EventSourcing.Tests.Domain;

/// <summary>An aggregate that offers its state, and hands out and takes in its own list with it: the worst that may be
/// done with a state.</summary>
public sealed class Account : Aggregate, ISnapshotable<Account.State>
{
    private List<decimal> _movements = [];

    public Account(string id, string owner)
        : base(id) => Raise(new Opened(owner));

    private Account()
    {
    }

    public string Owner { get; private set; } = "";

    public decimal Balance { get; private set; }

    public IReadOnlyList<decimal> Movements => _movements;

    public void Deposit(decimal amount) => Raise(new Deposited(amount));

    /// <summary>All of it, to be compared.</summary>
    public override string ToString() => $"{Id}@{Revision}/{SavedRevision} {Owner} {Balance}: {string.Join(' ', _movements)}";

    State ISnapshotable<State>.TakeSnapshot() => new(Owner, Balance, _movements);

    void ISnapshotable<State>.RestoreSnapshot(State state) => (Owner, Balance, _movements) = (state.Owner, state.Balance, state.Movements);

    private void Apply(Opened e) => Owner = e.Owner;

    private void Apply(Deposited e)
    {
        Balance += e.Amount;
        _movements.Add(e.Amount);
    }

    public sealed record Opened(string Owner);

    public sealed record Deposited(decimal Amount);

    private sealed record State(string Owner, decimal Balance, List<decimal> Movements);
}
