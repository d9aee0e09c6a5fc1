namespace EventSourcing.Domain;

/// <summary>Names the type an event is stored under, and its version. Without it the name is that of the declaring
/// class and the record, <c>Dog.TrickAdded</c>, and the version is 1. Set the name before you rename or move a class,
/// and its stored events stay readable.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class EventTypeAttribute : Attribute
{
    /// <summary>Keeps the default name.</summary>
    public EventTypeAttribute()
    {
    }

    /// <summary>Sets the name.</summary>
    /// <param name="name">The type name to store, such as <c>Dog.TrickAdded</c>.</param>
    public EventTypeAttribute(string name) => Name = name;

    /// <summary>The type name to store; <see langword="null"/>: the default one.</summary>
    public string? Name { get; }

    /// <summary>The version of the event's shape, from 1. Raise it when stored data no longer fits, and add a method
    /// with <see cref="UpcastAttribute"/> for the step.</summary>
    public int Version { get; init; } = 1;
}
