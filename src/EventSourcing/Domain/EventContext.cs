using System.Text.Json.Nodes;

namespace EventSourcing.Domain;

/// <summary>What events take from their surroundings in the moment they are raised: the clock, the ids of what they
/// belong to and of what caused them, and metadata. It flows with the asynchronous call, so aggregates need not be told.</summary>
public sealed class EventContext
{
    private static readonly AsyncLocal<EventContext?> Ambient = new();

    /// <summary>The context of the current asynchronous call; the system clock and no ids, unless one was entered.</summary>
    public static EventContext Current => Ambient.Value ?? Default;

    private static EventContext Default { get; } = new();

    /// <summary>The clock that events take their time from.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The id of the business transaction that raised events belong to; <see langword="null"/>: each event
    /// begins a chain of its own.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The id of the event or command that causes the events to come.</summary>
    public string? CausationId { get; init; }

    /// <summary>Metadata of the user's own for the events to come; <see langword="null"/>: none. It must hold none of the
    /// keys that the library keeps for itself.</summary>
    public JsonObject? Metadata { get; init; }

    /// <summary>Makes this the current context, until the returned object is disposed.</summary>
    public IDisposable Enter()
    {
        var scope = new Scope(Ambient.Value);
        Ambient.Value = this;
        return scope;
    }

    internal RaisedEvent Stamp(object data, Type? begins = null)
    {
        var now = TimeProvider.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        return new RaisedEvent(id, data, now, CorrelationId ?? id.ToString(), CausationId)
        {
            Begins = begins,
            Metadata = Metadata?.DeepClone().AsObject(),
        };
    }

    private sealed class Scope(EventContext? outer) : IDisposable
    {
        public void Dispose() => Ambient.Value = outer;
    }
}
