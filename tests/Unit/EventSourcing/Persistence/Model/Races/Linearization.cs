using System.Collections.Immutable;
using System.Numerics;

namespace EventSourcing.Tests.Persistence.Model.Races;

/// <summary>Looks for an order of the calls of a history in which the model would have answered each as the store did: each
/// call somewhere between its beginning and its end, and what was written in the order of the positions told. After Wing and
/// Gong, with a memory of what was tried in vain.</summary>
internal sealed class Linearization
{
    private readonly IReadOnlyList<Call> _calls;
    private readonly HashSet<(ulong Taken, ulong Shown, string State)> _inVain = [];
    private readonly ulong _mustBeTaken;
    private ImmutableList<Call> _furthest = [];

    private Linearization(IReadOnlyList<Call> calls)
    {
        _calls = calls;
        _mustBeTaken = calls.Index().Where(call => !call.Item.Outcome.IsUnknown).Aggregate(0UL, (taken, call) => taken | (1UL << call.Index));
    }

    /// <summary>Checks a history that began on a given store.</summary>
    /// <exception cref="ModelViolationException">There is no such order.</exception>
    public static void Check(ModelStore start, IReadOnlyList<Call> calls)
    {
        if (calls.Count > BitOperations.PopCount(ulong.MaxValue))
            throw new ArgumentException($"{calls.Count} calls are more than can be looked at.", nameof(calls));

        var search = new Linearization(calls);
        if (!search.Leads(new OrderedCalls(start)))
            throw new ModelViolationException(
                $"No order of these calls is one that the model allows.{Environment.NewLine}"
                + $"{string.Join(Environment.NewLine, calls)}{Environment.NewLine}"
                + $"The longest that went well:{Environment.NewLine}{string.Join(Environment.NewLine, search._furthest)}");
    }

    private bool Leads(OrderedCalls ordered)
    {
        if ((ordered.Taken & _mustBeTaken) == _mustBeTaken)
            return true;
        if (!_inVain.Add((ordered.Taken, ordered.Shown, ordered.ToString())))
            return false;
        if (ordered.Calls.Count > _furthest.Count)
            _furthest = ordered.Calls;

        if (ordered.ShowNext() is { } shown && Leads(shown))
            return true;
        var firstEnd = _calls.Where((_, i) => (ordered.Shown & (1UL << i)) == 0).Min(call => call.Closed);
        for (var i = 0; i < _calls.Count; i++)
            if ((ordered.Taken & (1UL << i)) == 0 && _calls[i].Began <= firstEnd && ordered.Take(i, _calls[i]) is { } taken && Leads(taken))
                return true;
        return false;
    }
}
