using EventSourcing.Persistence;
using PSEventSourcing.Commands.Streams.Content;

namespace PSEventSourcing.Commands.Streams;

/// <summary>An event as it is stored.</summary>
public class StreamEvent
{
    private readonly RecordedEvent _recorded;
    private readonly Lazy<object?> _data;
    private readonly Lazy<object?> _metadata;
    private readonly Lazy<byte[]> _raw;

    internal StreamEvent(RecordedEvent recorded)
    {
        _recorded = recorded;
        _data = new(() => recorded.IsJson ? EventContent.Parse(recorded.Data) : EventContent.Show(recorded.Data));
        _metadata = new(() => EventContent.Parse(recorded.Metadata));
        _raw = new(() => recorded.Data.ToArray());
    }

    /// <summary>The stream.</summary>
    public string Stream => _recorded.Stream;

    /// <summary>The event's place in the stream, from 0.</summary>
    public long Revision => _recorded.Revision;

    /// <summary>The event's type.</summary>
    public string Type => _recorded.Type;

    /// <summary>When the store wrote it.</summary>
    public DateTimeOffset Created => _recorded.Created;

    /// <summary>The event's unique id.</summary>
    public Guid Id => _recorded.Id;

    /// <summary>What the event says: objects with properties where it is JSON, else text, else bytes.</summary>
    public object? Data => _data.Value;

    /// <summary>What is known about the event, in the same form.</summary>
    public object? Metadata => _metadata.Value;

    /// <summary>The event's place in the store's log; nothing where the store does not say.</summary>
    public Position? Position => _recorded.Position;

    /// <summary>Whether the data was declared to be JSON.</summary>
    public bool IsJson => _recorded.IsJson;

    /// <summary>The link through which the event was read; nothing where it was read itself.</summary>
    public StreamEvent? Link => _recorded.Link is { } link ? new StreamEvent(link) : null;

    /// <summary>The bytes of the data.</summary>
    public byte[] Raw => _raw.Value;

    /// <summary>The event as the store gave it.</summary>
    internal RecordedEvent Recorded => _recorded;

    /// <summary>What the event says in short, as tables show it: <c>@{owner=@{name=Ada}; tags={a, b}}</c>.</summary>
    public string DataToString() => DataText.Of(Data);

    /// <summary>The stream, revision and type: <c>Dog-17@3 Dog.TrickAdded</c>.</summary>
    public override string ToString() => _recorded.ToString();
}
