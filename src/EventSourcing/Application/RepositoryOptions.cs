using System.Reflection;
using EventSourcing.Domain;
using EventSourcing.Persistence;

namespace EventSourcing;

/// <summary>How a repository names streams, and what it does to load aggregates faster.</summary>
public sealed record RepositoryOptions
{
    /// <summary>How the streams of the aggregates are named; <see cref="StreamNaming.CategoryAndId"/> unless set.</summary>
    public StreamNaming StreamNaming { get; init; } = StreamNaming.CategoryAndId;

    /// <summary>Whether snapshots are taken and used at all; the key <c>IS_SNAPSHOTTING_ENABLED</c>.</summary>
    public bool UseSnapshots { get; init; } = true;

    /// <summary>When snapshots of a class of aggregates are taken; as its <see cref="SnapshotAttribute"/> says unless
    /// set.</summary>
    public Func<Type, SnapshotAttribute?> Snapshots { get; init; } = static aggregate => aggregate.GetCustomAttribute<SnapshotAttribute>();

    /// <summary>How many aggregates are cached: <see langword="null"/> none, 0 all; the key
    /// <c>AGGREGATE_CACHE_MAXSIZE</c>.</summary>
    public int? CacheMaxSize { get; init; }

    /// <summary>Whether a cached aggregate is brought up to date with what was saved since, each time it is got. If not,
    /// nobody but this repository may write to its streams; the key <c>AGGREGATE_CACHE_FASTFORWARD</c>.</summary>
    public bool CacheFastForward { get; init; } = true;

    /// <summary>Reads the options that are settings.</summary>
    /// <exception cref="ConfigurationException">A setting is wrong.</exception>
    public static RepositoryOptions From(Settings settings) => new()
    {
        UseSnapshots = settings.FindFlag("IS_SNAPSHOTTING_ENABLED") ?? true,
        CacheMaxSize = settings.FindNumber("AGGREGATE_CACHE_MAXSIZE"),
        CacheFastForward = settings.FindFlag("AGGREGATE_CACHE_FASTFORWARD") ?? true,
    };
}
