using System.Linq.Expressions;

namespace EventSourcing.Domain;

/// <summary>What is found out once about how a class of aggregates gives its state and takes it back.</summary>
internal sealed class SnapshotType
{
    private readonly Func<Aggregate, object> _take;
    private readonly Action<Aggregate, object> _restore;

    private SnapshotType(Type offer)
    {
        StateType = offer.GetGenericArguments()[0];
        var aggregate = Expression.Parameter(typeof(Aggregate));
        var state = Expression.Parameter(typeof(object));
        var offering = Expression.Convert(aggregate, offer);
        _take = Expression.Lambda<Func<Aggregate, object>>(
            Expression.Convert(Expression.Call(offering, offer.GetMethod(nameof(ISnapshotable<>.TakeSnapshot))!), typeof(object)), aggregate).Compile();
        _restore = Expression.Lambda<Action<Aggregate, object>>(
            Expression.Call(offering, offer.GetMethod(nameof(ISnapshotable<>.RestoreSnapshot))!, Expression.Convert(state, StateType)), aggregate, state).Compile();
    }

    public Type StateType { get; }

    /// <summary>Looks for the state that a class of aggregates offers.</summary>
    /// <returns><see langword="null"/> where it offers none.</returns>
    public static SnapshotType? Find(Type aggregate)
    {
        var offers = aggregate.GetInterfaces().Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ISnapshotable<>)).ToArray();
        return offers switch
        {
            [] => null,
            [var offer] => new SnapshotType(offer),
            _ => throw new EventSourcingException($"{aggregate.Name} implements ISnapshotable<> {offers.Length} times; it can have one state only."),
        };
    }

    public object Take(Aggregate aggregate) => _take(aggregate);

    public void Restore(Aggregate aggregate, object state) => _restore(aggregate, state);
}
