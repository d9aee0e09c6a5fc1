using System.Runtime.CompilerServices;
using EventSourcing.Domain;

namespace EventSourcing.Snapshots;

/// <summary>When snapshots of each class of aggregates are taken, asked once per class.</summary>
internal sealed class SnapshotRules(Func<Type, SnapshotAttribute?> ask)
{
    private readonly ConditionalWeakTable<Type, SnapshotAttribute> _known = [];

    /// <summary>The rule for a class of aggregates.</summary>
    /// <exception cref="EventSourcingException">It cannot be one.</exception>
    public SnapshotAttribute Of(Type aggregate) => _known.GetValue(aggregate, type =>
    {
        var rule = ask(type) ?? new SnapshotAttribute();
        if (rule.Every < 0 || rule.Keep < 1)
            throw new EventSourcingException($"Snapshots of {type.Name} cannot be taken every {rule.Every} events with {rule.Keep} kept: the first is a number from 0 (on demand only), the second from 1.");
        if (rule.Every > 0 && AggregateType.Of(type).Snapshots is null)
            throw new EventSourcingException($"Snapshots of {type.Name} are to be taken every {rule.Every} events, but it does not offer its state. Have it implement ISnapshotable<TState>.");
        return rule;
    });

    /// <summary>Whether a save that took an aggregate from one revision to another calls for a snapshot.</summary>
    public bool IsDue(Type aggregate, long before, long after) =>
        Of(aggregate).Every is > 0 and var every && (before + 1) / every < (after + 1) / every;
}
