using System.Management.Automation;
using PSEventSourcing.Commands.Aggregates.Definitions;

namespace PSEventSourcing.Commands.Aggregates;

/// <summary>A kind of aggregate that is registered.</summary>
public sealed class AggregateTypeInfo
{
    internal AggregateTypeInfo(AggregateDefinition definition)
    {
        Name = definition.Name;
        EventTypes = definition.EventTypes;
        Class = definition.Class;
        Handlers = (definition as ScriptAggregate)?.Handlers;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The types its events are stored under.</summary>
    public IReadOnlyList<string> EventTypes { get; }

    /// <summary>The class; nothing where script blocks define it.</summary>
    public Type? Class { get; }

    /// <summary>The script block for each type of event; nothing where a class defines it.</summary>
    public IReadOnlyDictionary<string, ScriptBlock>? Handlers { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
