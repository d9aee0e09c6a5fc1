namespace EventSourcing.Persistence;

/// <summary>The log of a store for those who follow it: where its events are, and how they are turned back into the
/// domain's.</summary>
public sealed class FollowedLog
{
    private readonly Func<IMapper> _mapping;

    /// <summary>Follows the log of a store.</summary>
    /// <param name="recorder">The store. It is not closed with what follows it.</param>
    /// <param name="mapping">Makes a new mapper, one that knows no types yet, for each follower; plain JSON unless given.</param>
    public FollowedLog(IRecorder recorder, Func<IMapper>? mapping = null)
    {
        ArgumentNullException.ThrowIfNull(recorder);
        Recorder = recorder;
        _mapping = mapping ?? (() => new Mapper(new()));
    }

    /// <summary>The store.</summary>
    public IRecorder Recorder { get; }

    /// <summary>Makes a mapper for a follower's own event types. They need not be the classes that the events were
    /// written with, as long as names and shapes fit.</summary>
    internal IMapper MapperFor(IEnumerable<Type> types)
    {
        var mapper = _mapping();
        foreach (var type in types)
            mapper.Types.Add(type);
        return mapper;
    }
}
