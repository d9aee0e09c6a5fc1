using EventSourcing.Domain;

namespace EventSourcing.Persistence;

/// <summary>The port between the events of the domain and what a store keeps of them. An application has one, and uses
/// it for everything. May be used from many threads.</summary>
public interface IMapper
{
    /// <summary>The event types that can be read back.</summary>
    EventTypeRegistry Types { get; }

    /// <summary>Maps a raised event to what a recorder appends.</summary>
    /// <exception cref="EventMappingException">The event cannot be stored.</exception>
    /// <exception cref="ArgumentException">Its metadata holds a key that is not the user's.</exception>
    NewEvent ToStored(RaisedEvent raised);

    /// <summary>Maps a stored event back to the domain's.</summary>
    /// <exception cref="UnknownEventTypeException">The type name is not registered.</exception>
    /// <exception cref="EventMappingException">The data does not fit the type, or cannot be decrypted or decompressed.</exception>
    object ToDomain(RecordedEvent recorded);
}
