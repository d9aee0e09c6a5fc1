using System.Management.Automation;
using System.Text;
using EventSourcing.Persistence.Metadata;
using PSEventSourcing.Commands.Streams.Content;

namespace PSEventSourcing.Commands.Streams.Metadata;

/// <summary>What is known about a stream.</summary>
public sealed class EventStreamMetadata
{
    internal EventStreamMetadata(RecordedStreamMetadata recorded)
    {
        var metadata = recorded.Metadata;
        Stream = recorded.Stream;
        Revision = recorded.Revision;
        IsIgnored = recorded.IsIgnored;
        (MaxAge, MaxCount, TruncateBefore, CacheControl, Acl) = (metadata.MaxAge, metadata.MaxCount, metadata.TruncateBefore, metadata.CacheControl, metadata.Acl);
        foreach (var (key, value) in metadata.Custom)
            Custom.Properties.Add(new PSNoteProperty(key, EventContent.Parse(Encoding.UTF8.GetBytes(value))));
    }

    /// <summary>The stream.</summary>
    public string Stream { get; }

    /// <summary>The revision of the metadata itself; nothing where none was ever set.</summary>
    public long? Revision { get; }

    /// <summary>How old events may be that are still served.</summary>
    public TimeSpan? MaxAge { get; }

    /// <summary>How many of the newest events are served.</summary>
    public long? MaxCount { get; }

    /// <summary>The revision before which nothing is served.</summary>
    public long? TruncateBefore { get; }

    /// <summary>How long Atom feeds of the stream may be cached.</summary>
    public TimeSpan? CacheControl { get; }

    /// <summary>Who may do what with the stream.</summary>
    public StreamAcl? Acl { get; }

    /// <summary>All other keys.</summary>
    public PSObject Custom { get; } = new();

    /// <summary>Whether the store ignores all of it, because it is damaged.</summary>
    public bool IsIgnored { get; }
}
