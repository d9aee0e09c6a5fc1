using System.Numerics;
using EventSourcing.Persistence;

namespace EventSourcing.Tests.Persistence.Model.Races;

/// <summary>Looks for an order of the calls of a history in which the model would have answered each as the store did: each
/// call somewhere between its beginning and its end, and what was written in the order of the positions told. After Wing and
/// Gong, with a memory of what was tried in vain.</summary>
internal sealed class Linearization
{
    private readonly IReadOnlyList<Call> _calls;
    private readonly HashSet<(ulong Taken, string Store)> _inVain = [];
    private readonly ulong _mustBeTaken;
    private List<Call> _furthest = [];

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
        if (!search.Leads(0, start, null, []))
            throw new ModelViolationException(
                $"No order of these calls is one that the model allows.{Environment.NewLine}"
                + $"{string.Join(Environment.NewLine, calls)}{Environment.NewLine}"
                + $"The longest that went well:{Environment.NewLine}{string.Join(Environment.NewLine, search._furthest)}");
    }

    private bool Leads(ulong taken, ModelStore store, Position? written, List<Call> order)
    {
        if ((taken & _mustBeTaken) == _mustBeTaken)
            return true;
        if (!_inVain.Add((taken, $"{written} {store}")))
            return false;
        if (order.Count > _furthest.Count)
            _furthest = [.. order];

        var firstEnd = _calls.Where((_, i) => (taken & (1UL << i)) == 0).Min(call => call.Closed);
        for (var i = 0; i < _calls.Count; i++)
        {
            var (bit, call) = (1UL << i, _calls[i]);
            if ((taken & bit) != 0 || call.Began > firstEnd)
                continue;
            var (after, outcome) = store.Apply(call.Operation);
            if (!call.Outcome.IsUnknown && outcome.Text != call.Outcome.Text)
                continue;
            var position = after.Log.Count > store.Log.Count ? call.Outcome.Position : null;
            if (position <= written)
                continue;
            order.Add(call);
            if (Leads(taken | bit, after, position ?? written, order))
                return true;
            order.RemoveAt(order.Count - 1);
        }

        return false;
    }
}
