namespace EventSourcing.Domain;

/// <summary>Names a type that events of this class were once stored under: before the class, or the class it is nested
/// in, was renamed or moved. They stay readable; new events get the present name.</summary>
/// <example><code>
/// [FormerEventType("Dog.LearnedTrick")]
/// public sealed record TrickAdded(string Trick);
/// </code></example>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false, AllowMultiple = true)]
public sealed class FormerEventTypeAttribute : Attribute
{
    /// <summary>Adds a name.</summary>
    /// <param name="name">The type name as it is stored.</param>
    public FormerEventTypeAttribute(string name) => Name = name;

    /// <summary>The type name as it is stored.</summary>
    public string Name { get; }
}
