namespace EventSourcing.Domain;

/// <summary>An aggregate was given an event that it has no <c>Apply</c> method for.</summary>
public sealed class MissingApplyException : EventSourcingException
{
    internal MissingApplyException(Type aggregate, Type @event)
        : base($"{aggregate.Name} has no Apply for the event {@event.Name}. Declare 'private void Apply({@event.Name} e)' in {aggregate.Name}; leave its body empty if the event changes no state.")
    {
        Aggregate = aggregate;
        Event = @event;
    }

    /// <summary>The class of the aggregate.</summary>
    public Type Aggregate { get; }

    /// <summary>The class of the event.</summary>
    public Type Event { get; }
}
