using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace EventSourcing.Domain;

/// <summary>What is found out once about a class of aggregates: how to begin rebuilding one, and the delegate that each
/// event type is applied with.</summary>
internal sealed class AggregateType
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    // Weak keys: aggregates defined in collectible assemblies, such as PowerShell classes, can go away.
    private static readonly ConditionalWeakTable<Type, AggregateType> Known = [];

    private readonly Type _type;
    private readonly Func<Aggregate>? _construct;
    private readonly Dictionary<Type, Action<Aggregate, object>> _declared = [];
    private readonly ConcurrentDictionary<Type, Action<Aggregate, object>> _resolved;

    private AggregateType(Type type)
    {
        _type = type;
        _construct = CompileConstructor(type);
        for (var level = type; level is not null && level != typeof(Aggregate); level = level.BaseType)
            foreach (var method in level.GetMethods(Declared))
                if (IsApply(method))
                    _declared.TryAdd(method.GetParameters()[0].ParameterType, CompileApply(method));
        _resolved = new(_declared);
        Snapshots = SnapshotType.Find(type);
    }

    /// <summary>How it gives its state and takes it back; <see langword="null"/> where it does not.</summary>
    public SnapshotType? Snapshots { get; }

    /// <summary>The concrete event classes this aggregate applies: those its <c>Apply</c> methods name, and the classes
    /// nested in it that one of them takes as a base or interface.</summary>
    public IEnumerable<Type> EventTypes => _declared.Keys
        .Concat(_type.GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic))
        .Where(candidate => candidate is { IsAbstract: false, IsInterface: false, ContainsGenericParameters: false } && Find(candidate) is not null)
        .Distinct();

    public static AggregateType Of(Type type) => Known.GetValue(type, static type => new AggregateType(type));

    public Aggregate Begin(string id)
    {
        var construct = _construct
            ?? throw new EventSourcingException($"{_type.Name} cannot be rebuilt from its events: give it a constructor without parameters (it may be private).");
        var aggregate = construct();
        aggregate.BeginRebuild(id);
        return aggregate;
    }

    public void Apply(Aggregate aggregate, object data)
    {
        if (!_resolved.TryGetValue(data.GetType(), out var apply))
        {
            apply = Find(data.GetType()) ?? throw new MissingApplyException(_type, data.GetType());
            _resolved.TryAdd(data.GetType(), apply);
        }

        apply(aggregate, data);
    }

    /// <summary>The delegate for the class itself, else for its nearest base class, else for an interface of it.</summary>
    private Action<Aggregate, object>? Find(Type data)
    {
        for (var level = data; level is not null; level = level.BaseType)
            if (_declared.TryGetValue(level, out var apply))
                return apply;
        return data.GetInterfaces().Select(_declared.GetValueOrDefault).FirstOrDefault(apply => apply is not null);
    }

    private static bool IsApply(MethodInfo method) =>
        method is { Name: "Apply", IsGenericMethodDefinition: false }
        && method.ReturnType == typeof(void)
        && method.GetParameters() is [{ ParameterType.IsByRef: false }];

    private static Func<Aggregate>? CompileConstructor(Type type) =>
        !type.IsAbstract && type.GetConstructor(Declared, []) is { } constructor
            ? Expression.Lambda<Func<Aggregate>>(Expression.New(constructor)).Compile()
            : null;

    private static Action<Aggregate, object> CompileApply(MethodInfo method)
    {
        var aggregate = Expression.Parameter(typeof(Aggregate));
        var data = Expression.Parameter(typeof(object));
        var call = Expression.Call(
            Expression.Convert(aggregate, method.DeclaringType!),
            method,
            Expression.Convert(data, method.GetParameters()[0].ParameterType));
        return Expression.Lambda<Action<Aggregate, object>>(call, aggregate, data).Compile();
    }
}
