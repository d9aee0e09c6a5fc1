using System.Buffers.Binary;
using EventSourcing.Persistence;
using EventSourcing.Persistence.Metadata;

namespace EventSourcing.Tests.Persistence.Model;

/// <summary>Turns the short names and numbers of a run into streams and ids of its own, so that many runs share a store.</summary>
internal sealed class RunNames
{
    private readonly Guid _run = Guid.NewGuid();
    private readonly string _prefix;

    public RunNames() => _prefix = $"Model-{_run:N}-";

    /// <summary>What the names of all streams of the run begin with.</summary>
    public IReadOnlyList<string> Prefixes => [_prefix, EventFilter.SnapshotPrefix + _prefix];

    public string Stream(string name) => name.StartsWith(EventFilter.SnapshotPrefix, StringComparison.Ordinal)
        ? EventFilter.SnapshotPrefix + _prefix + name[EventFilter.SnapshotPrefix.Length..]
        : _prefix + name;

    public string Name(string? stream) => stream switch
    {
        null => "no stream",
        _ when MetadataStream.OwnerOf(stream) is { } owner => "$$" + Name(owner),
        _ => stream.Replace(_prefix, "", StringComparison.Ordinal),
    };

    public Guid Id(int number)
    {
        var bytes = _run.ToByteArray();
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return new Guid(bytes);
    }

    public static int Number(Guid id) => BinaryPrimitives.ReadInt32LittleEndian(id.ToByteArray());
}
