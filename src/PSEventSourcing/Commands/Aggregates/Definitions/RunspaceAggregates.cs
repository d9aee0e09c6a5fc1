using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace PSEventSourcing.Commands.Aggregates.Definitions;

/// <summary>The kinds of aggregates that are registered in one runspace. Dogs are from the start.</summary>
internal sealed class RunspaceAggregates
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceAggregates> Known = [];

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, AggregateDefinition> _byName = new(StringComparer.OrdinalIgnoreCase);

    public RunspaceAggregates() => Add(new ClassAggregate(typeof(Dog)));

    /// <summary>Those of the runspace that the calling thread works for.</summary>
    public static RunspaceAggregates Current => Known.GetOrCreateValue(Runspace.DefaultRunspace);

    /// <summary>All of them, by name.</summary>
    public IReadOnlyList<AggregateDefinition> All
    {
        get
        {
            lock (_gate)
                return [.. _byName.Values];
        }
    }

    /// <summary>Forgets what is registered in a runspace that is about to end, or to do without the module.</summary>
    public static void Forget(Runspace runspace) => Known.Remove(runspace);

    /// <exception cref="AggregateNotRegisteredException">None has the name.</exception>
    public AggregateDefinition Get(string name) => TryGet(name, out var found) ? found : throw new AggregateNotRegisteredException(name, All);

    public bool TryGet(string name, [NotNullWhen(true)] out AggregateDefinition? found)
    {
        lock (_gate)
            return _byName.TryGetValue(name, out found);
    }

    /// <summary>Those of a name, wildcards permitted.</summary>
    /// <exception cref="AggregateNotRegisteredException">One is named without wildcards, and not registered.</exception>
    public IReadOnlyList<AggregateDefinition> Find(string name)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(name))
            return [Get(name)];
        var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
        return [.. All.Where(definition => pattern.IsMatch(definition.Name))];
    }

    /// <summary>Registers a kind of aggregate, in place of one that has the name.</summary>
    public void Add(AggregateDefinition added)
    {
        lock (_gate)
        {
            _byName.Remove(added.Name);
            _byName.Add(added.Name, added);
        }
    }

    public void Remove(AggregateDefinition removed)
    {
        lock (_gate)
            _byName.Remove(removed.Name);
    }
}
