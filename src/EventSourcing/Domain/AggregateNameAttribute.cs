namespace EventSourcing.Domain;

/// <summary>Names a kind of aggregate in the store: in the names of its streams, and in the type names of the events
/// nested in it. Without it the name is that of the class. Set it before you rename the class, and its stored events
/// stay readable.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class AggregateNameAttribute : Attribute
{
    /// <summary>Sets the name.</summary>
    /// <param name="name">The name, such as <c>Dog</c>. A hyphen in it would end the category that EventStoreDB sees.</param>
    public AggregateNameAttribute(string name) => Name = name;

    /// <summary>The name.</summary>
    public string Name { get; }

    internal static string Of(Type type) =>
        type.GetCustomAttributes(typeof(AggregateNameAttribute), inherit: false) is [AggregateNameAttribute named] ? named.Name : type.Name;
}
