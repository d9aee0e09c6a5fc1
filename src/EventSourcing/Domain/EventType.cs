using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace EventSourcing.Domain;

/// <summary>How events of one class are stored: under which name and version, and how older versions are brought up to
/// it.</summary>
public sealed class EventType
{
    private const BindingFlags Steps = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
    private static readonly ConditionalWeakTable<Type, EventType> Known = [];

    private readonly Dictionary<int, Func<JsonObject, JsonObject>> _upcasts;

    private EventType(Type type)
    {
        var attribute = type.GetCustomAttribute<EventTypeAttribute>(inherit: false);
        ClrType = type;
        Name = attribute?.Name ?? DefaultName(type);
        FormerNames = [.. type.GetCustomAttributes<FormerEventTypeAttribute>(inherit: false).Select(former => former.Name)];
        Version = attribute?.Version ?? 1;
        _upcasts = FindUpcasts(type);

        foreach (var name in Names)
            if (string.IsNullOrWhiteSpace(name) || name.StartsWith('$'))
                throw new EventSourcingException($"'{name}' cannot be the event type name of {type.FullName}: it must not be empty or begin with '$', which marks the store's own events.");
        if (Version < 1)
            throw new EventSourcingException($"The event type {Name} has the version {Version}; versions count from 1.");
    }

    /// <summary>The class of the events.</summary>
    public Type ClrType { get; }

    /// <summary>The type name that events are stored under.</summary>
    public string Name { get; }

    /// <summary>The type names that events of the class were stored under before; see
    /// <see cref="FormerEventTypeAttribute"/>.</summary>
    public IReadOnlyList<string> FormerNames { get; }

    /// <summary>Every type name that stored events of the class can have: the present one first.</summary>
    public IEnumerable<string> Names => FormerNames.Prepend(Name);

    /// <summary>The version that the class has now, from 1.</summary>
    public int Version { get; }

    /// <summary>What is known of a class of events.</summary>
    /// <exception cref="EventSourcingException">Its name or version cannot be used.</exception>
    public static EventType Of(Type type) => Known.GetValue(type, static type => new EventType(type));

    /// <summary>Brings stored data up to the current version, one step per version.</summary>
    /// <param name="data">The data as stored; it may be changed in place.</param>
    /// <param name="version">The version it was stored with, from 1.</param>
    /// <exception cref="EventSourcingException">A step between versions is missing.</exception>
    public JsonObject Upcast(JsonObject data, int version)
    {
        for (; version < Version; version++)
            data = _upcasts.TryGetValue(version, out var step) ? step(data) : throw MissingStep(version);
        return data;
    }

    /// <summary>Demands that every version can be brought up to the current one, as events must be that are stored for
    /// ever.</summary>
    internal void DemandEveryStep()
    {
        for (var version = 1; version < Version; version++)
            if (!_upcasts.ContainsKey(version))
                throw MissingStep(version);
    }

    private EventSourcingException MissingStep(int version) =>
        new($"The event type {Name} is at version {Version}, but nothing turns version {version} into {version + 1}. Add a static method with [Upcast(from: {version})] to {ClrType.Name}.");

    private static string DefaultName(Type type) =>
        type.DeclaringType is { } declaring ? $"{AggregateNameAttribute.Of(declaring)}.{type.Name}" : type.Name;

    private static Dictionary<int, Func<JsonObject, JsonObject>> FindUpcasts(Type type)
    {
        var upcasts = new Dictionary<int, Func<JsonObject, JsonObject>>();
        foreach (var method in type.GetMethods(Steps))
        {
            if (method.GetCustomAttribute<UpcastAttribute>() is not { } step)
                continue;
            if (method.ReturnType != typeof(JsonObject) || method.GetParameters() is not [{ ParameterType: var parameter }] || parameter != typeof(JsonObject))
                throw new EventSourcingException($"{type.Name}.{method.Name} has [Upcast], so it must take a JsonObject and return a JsonObject.");
            if (!upcasts.TryAdd(step.From, method.CreateDelegate<Func<JsonObject, JsonObject>>()))
                throw new EventSourcingException($"{type.Name} has two methods with [Upcast(from: {step.From})].");
        }

        return upcasts;
    }
}
