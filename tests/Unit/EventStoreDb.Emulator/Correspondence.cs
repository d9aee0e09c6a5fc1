using System.Globalization;

namespace EventSourcing.Tests.EventStoreDb.Emulator;

/// <summary>
/// Which position and which server-made id of the replay stands for which recorded one. Numbers differ, but what
/// was equal has to be equal, and what was ordered has to be ordered the same way.
/// </summary>
internal sealed class Correspondence
{
    private readonly Lock _gate = new();
    private readonly SortedList<ulong, ulong> _positions = [];
    private readonly Dictionary<string, string> _ids = [];
    private readonly Stack<Action> _added = [];

    /// <summary>What is known now, to come back to.</summary>
    public int Mark()
    {
        lock (_gate)
        {
            return _added.Count;
        }
    }

    /// <summary>Forgets what was learnt since.</summary>
    public void RollBack(int mark)
    {
        lock (_gate)
        {
            while (_added.Count > mark)
            {
                _added.Pop()();
            }
        }
    }

    /// <summary>Null if the two fit with everything seen before, else what is wrong.</summary>
    public string? MatchPosition(string recorded, string actual)
    {
        var (was, now) = (Number(recorded), Number(actual));
        lock (_gate)
        {
            if (was == 0 || now == 0 || IsNoPosition(was))
            {
                return was == now ? null : "one of them is no position";
            }

            if (_positions.TryGetValue(was, out var known))
            {
                return known == now ? null : $"{was} was {known} before";
            }

            _positions.Add(was, now);
            var at = _positions.IndexOfKey(was);
            var fits = (at == 0 || _positions.GetValueAtIndex(at - 1) < now)
                && (at == _positions.Count - 1 || _positions.GetValueAtIndex(at + 1) > now);
            if (fits)
            {
                _added.Push(() => _positions.Remove(was));
            }
            else
            {
                _positions.RemoveAt(at);
            }

            return fits ? null : "it is out of order";
        }
    }

    /// <summary>Every member of a cluster has a port of its own.</summary>
    public string? MatchPort(string recorded, string actual) => MatchId($"port {recorded}", $"port {actual}");

    public string? MatchId(string recorded, string actual)
    {
        lock (_gate)
        {
            if (_ids.TryGetValue(recorded, out var known))
            {
                return string.Equals(known, actual, StringComparison.Ordinal) ? null : $"it was {known} before";
            }

            if (_ids.ContainsValue(actual))
            {
                return "it stands for another one already";
            }

            _ids.Add(recorded, actual);
            _added.Push(() => _ids.Remove(recorded));
            return null;
        }
    }

    /// <summary>
    /// The position to ask with. What was inside a record or beyond the end when it was recorded is so again: as far
    /// behind the nearest known position as it was then.
    /// </summary>
    public string PositionToAsk(string recorded)
    {
        var was = Number(recorded);
        lock (_gate)
        {
            if (was == 0 || IsNoPosition(was) || _positions.Keys.LastOrDefault(position => position <= was) is not (var near and > 0))
            {
                return recorded;
            }

            return (_positions[near] + (was - near)).ToString(CultureInfo.InvariantCulture);
        }
    }

    public string IdToAsk(string recorded)
    {
        lock (_gate)
        {
            return _ids.GetValueOrDefault(recorded, recorded);
        }
    }

    private static bool IsNoPosition(ulong number) => number >= long.MaxValue;

    private static ulong Number(string text) => ulong.Parse(text, CultureInfo.InvariantCulture);
}
