using System.Globalization;
using EventStoreDb.Emulator.Faults;

namespace EventStoreDb.Emulator;

/// <summary>
/// What goes wrong with which call of a server, or of all nodes of a cluster together. Calls are counted per method,
/// so the plan does not depend on how calls of different methods overlap.
/// </summary>
public sealed class FaultPlan
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Method, int Nth), Fault> _script = [];
    private readonly Dictionary<string, int> _calls = new(StringComparer.Ordinal);
    private readonly List<StruckFault> _struck = [];
    private readonly SeededFaults? _seeded;
    private bool _isOver;

    /// <summary>A plan by which nothing goes wrong but what is said by <see cref="OnCall"/>.</summary>
    public FaultPlan()
    {
    }

    private FaultPlan(SeededFaults seeded) => _seeded = seeded;

    /// <summary>What has happened so far, in the order in which it did.</summary>
    public IReadOnlyList<StruckFault> Struck
    {
        get
        {
            lock (_gate)
            {
                return [.. _struck];
            }
        }
    }

    /// <summary>A plan in which everything is decided by a seed, the same one for the same seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="rate">How likely each write or answer is struck, from 0 to 1.</param>
    /// <param name="longest">How long faults that take time last at most; by default 50 ms.</param>
    /// <param name="kinds">
    /// What may go wrong, where it can; by default everything that a client can notice. A call that a client has no
    /// means to tell from one that has nothing to say - a subscription that stalls - is left alone.
    /// </param>
    /// <returns>The plan.</returns>
    public static FaultPlan FromSeed(ulong seed, double rate, TimeSpan? longest = null, params ReadOnlySpan<FaultKind> kinds) =>
        new(new SeededFaults(
            seed, rate, longest ?? TimeSpan.FromMilliseconds(50), kinds.IsEmpty ? Enum.GetValues<FaultKind>() : kinds.ToArray()));

    /// <summary>Plans a fault for one call.</summary>
    /// <param name="method">Service and method, without the package: <c>Streams/Append</c>.</param>
    /// <param name="nth">Which call of this method, from 1.</param>
    /// <param name="fault">What goes wrong.</param>
    /// <returns>The same plan.</returns>
    public FaultPlan OnCall(string method, int nth, Fault fault)
    {
        lock (_gate)
        {
            _script[(method, nth)] = fault;
            return this;
        }
    }

    /// <summary>What is planned for a call, whether it has been made or not.</summary>
    /// <param name="method">Service and method, without the package: <c>Streams/Append</c>.</param>
    /// <param name="nth">Which call of this method, from 1.</param>
    /// <returns>The fault, or null if the call is left alone.</returns>
    public Fault? FaultOf(string method, int nth)
    {
        lock (_gate)
        {
            return _script.GetValueOrDefault((method, nth)) ?? _seeded?.FaultOf(method, nth);
        }
    }

    /// <summary>From now on nothing goes wrong any more, in open calls neither.</summary>
    public void End()
    {
        lock (_gate)
        {
            _isOver = true;
        }
    }

    /// <summary>The plan and what it did, for the message of a test that failed.</summary>
    /// <returns>Several lines.</returns>
    public override string ToString()
    {
        lock (_gate)
        {
            var plan = _seeded?.ToString() ?? string.Create(CultureInfo.InvariantCulture, $"script of {_script.Count}");
            return string.Join(Environment.NewLine, [$"Faults by {plan}:", .. _struck.Select(struck => $"  {struck}")]);
        }
    }

    /// <summary>Counts a call, and says which one it is and what is planned for it.</summary>
    internal (int Nth, Fault? Fault) Begin(string method)
    {
        lock (_gate)
        {
            var nth = _calls[method] = _calls.GetValueOrDefault(method) + 1;
            return (nth, FaultOf(method, nth));
        }
    }

    /// <summary>Records that a fault strikes. False if faults are over.</summary>
    internal bool TryStrike(StruckFault struck)
    {
        lock (_gate)
        {
            if (!_isOver)
            {
                _struck.Add(struck);
            }

            return !_isOver;
        }
    }
}
