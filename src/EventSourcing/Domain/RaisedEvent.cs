using System.Text.Json.Nodes;

namespace EventSourcing.Domain;

/// <summary>An event that an aggregate has raised, with all that is fixed in that moment. Because the id is among it,
/// saving again after an unknown outcome sends the same ids, and the store keeps each event once.</summary>
/// <param name="Id">The event's unique id, a UUID of version 7.</param>
/// <param name="Data">The fact itself, a record of the domain.</param>
/// <param name="Time">When it was raised, by the clock of the <see cref="EventContext"/>.</param>
/// <param name="CorrelationId">What the event belongs to: that of the context, or the event's own id where a new chain
/// begins.</param>
/// <param name="CausationId">The event or command that caused it; <see langword="null"/> where a new chain begins.</param>
public sealed record RaisedEvent(Guid Id, object Data, DateTimeOffset Time, string CorrelationId, string? CausationId)
{
    /// <summary>The class of the aggregate that the event begins; <see langword="null"/> of every later event, and of
    /// events without an aggregate.</summary>
    public Type? Begins { get; init; }

    /// <summary>The user's own metadata; <see langword="null"/> where there is none.</summary>
    public JsonObject? Metadata { get; init; }

    /// <summary>The same event with more metadata; what is added goes before what is there.</summary>
    internal RaisedEvent WithMetadata(JsonObject added)
    {
        var metadata = Metadata?.DeepClone().AsObject() ?? [];
        foreach (var (key, value) in added)
            metadata[key] = value?.DeepClone();
        return this with { Metadata = metadata };
    }
}
