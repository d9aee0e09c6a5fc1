namespace EventSourcing.Domain;

/// <summary>Marks a static method of an event class, from <c>JsonObject</c> to <c>JsonObject</c>, that turns the stored
/// data of one version into that of the next.</summary>
/// <example><code>
/// [EventType(Version = 2)]
/// public sealed record TrickAdded(string Trick, int Difficulty)
/// {
///     [Upcast(from: 1)]
///     private static JsonObject AddDifficulty(JsonObject old) { old["Difficulty"] = 1; return old; }
/// }
/// </code></example>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UpcastAttribute : Attribute
{
    /// <summary>Names the step.</summary>
    /// <param name="from">The version the method takes; it returns the next one.</param>
    public UpcastAttribute(int from) => From = from;

    /// <summary>The version the method takes.</summary>
    public int From { get; }
}
