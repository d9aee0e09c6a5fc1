using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Reads;

/// <summary>Splits a filter: the server takes one regular expression, on stream names or on event types; what is left
/// over is tested here.</summary>
internal sealed class ServerFilter
{
    private readonly Func<RecordedEvent, bool>? _rest;

    public ServerFilter(EventFilter filter)
    {
        var stream = filter.StreamExpression;
        var type = filter.TypeExpression;
        var asksForStreams = filter.StreamPrefixes.Count > 0 || filter.StreamPattern is not null;
        var asksForTypes = filter.Types.Count > 0 || filter.TypePrefixes.Count > 0 || filter.TypePattern is not null;

        // Exact types leave the least to travel; rules that only hide system events and snapshots the most.
        OnStream = type is null || (stream is not null && filter.Types.Count == 0 && (asksForStreams || !asksForTypes));
        Expression = OnStream ? stream : type;
        _rest = (OnStream, OnStream ? type : stream) switch
        {
            (_, null) => null,
            (true, _) => filter.CompileType() is { } matches ? recorded => matches(recorded.Type) : null,
            (false, _) => filter.CompileStream() is { } matches ? recorded => matches(recorded.Stream) : null,
        };
    }

    public bool OnStream { get; }

    public string? Expression { get; }

    /// <summary>Whether the server's own count is also ours.</summary>
    public bool IsComplete => _rest is null;

    public bool Matches(RecordedEvent recorded) => _rest is null || _rest(recorded);
}
