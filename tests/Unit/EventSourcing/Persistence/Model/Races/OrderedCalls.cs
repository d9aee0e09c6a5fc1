using System.Collections.Immutable;
using EventSourcing.Persistence;

namespace EventSourcing.Tests.Persistence.Model.Races;

/// <summary>The beginning of an order of calls, and the store after it.</summary>
internal sealed record OrderedCalls(ModelStore Written)
{
    public ImmutableList<Call> Calls { get; private init; } = [];

    /// <summary>Which calls these are, as bits.</summary>
    public ulong Taken { get; private init; }

    /// <summary>Which of them everybody can read; only those may have ended.</summary>
    public ulong Shown { get; private init; }

    /// <summary>The store as it is read, which may be behind what is written (<see cref="StoreTraits.ConflictsForetell"/>).</summary>
    private ModelStore Read { get; init; } = Written;

    private ImmutableList<(int Index, Operation Operation)> Hidden { get; init; } = [];

    private Position? LastPosition { get; init; }

    /// <summary>Adds a call, where the model would have answered as the store did.</summary>
    public OrderedCalls? Take(int index, Call call)
    {
        var judge = call.Operation.IsRead ? Read : Written;
        var (after, outcome) = judge.Apply(call.Operation);
        if (!Answers(outcome, call))
            return null;

        var bit = 1UL << index;
        var taken = this with { Calls = Calls.Add(call), Taken = Taken | bit };
        if (ReferenceEquals(after, judge))
        {
            // What was acknowledged can be read, so a repeat is acknowledged only once it can be.
            var isRepeat = !call.Operation.IsRead && !outcome.IsRefusal;
            return isRepeat && !Answers(Read.Apply(call.Operation).Outcome, call) ? null : taken with { Shown = Shown | bit };
        }

        var position = after.Log.Count > Written.Log.Count ? call.Outcome.Position : null;
        if (position <= LastPosition)
            return null;
        taken = taken with { Written = after, LastPosition = position ?? LastPosition, Hidden = Hidden.Add((index, call.Operation)) };
        return Written.Traits.ConflictsForetell ? taken : taken.ShowNext();
    }

    /// <summary>Lets readers see the next of what was written.</summary>
    public OrderedCalls? ShowNext() => Hidden is [var next, ..]
        ? this with { Read = Read.Apply(next.Operation).Store, Shown = Shown | (1UL << next.Index), Hidden = Hidden.RemoveAt(0) }
        : null;

    /// <summary>What its future depends on.</summary>
    public override string ToString() => $"{LastPosition} {Written}";

    private static bool Answers(Outcome outcome, Call call) => call.Outcome.IsUnknown || outcome.Text == call.Outcome.Text;
}
