using EventSourcing.EventStoreDb.Client.Wire;
using EventSourcing.EventStoreDb.Protos;
using EventSourcing.EventStoreDb.Protos.Streams;
using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Appends;

/// <summary>Makes the requests that delete streams.</summary>
internal static class DeleteRequests
{
    private static readonly Empty Set = new();

    public static DeleteReq Delete(string stream, ExpectedRevision expected)
    {
        var options = new DeleteReq.Types.Options { StreamIdentifier = stream.ToStreamIdentifier() };
        if (expected.Revision is { } revision)
            options.Revision = (ulong)revision;
        else if (expected == ExpectedRevision.NoStream)
            options.NoStream = Set;
        else if (expected == ExpectedRevision.StreamExists)
            options.StreamExists = Set;
        else
            options.Any = Set;
        return new DeleteReq { Options = options };
    }

    /// <summary>The two requests have the same fields under the same numbers.</summary>
    public static TombstoneReq Tombstone(string stream, ExpectedRevision expected) =>
        TombstoneReq.Parser.ParseFrom(Google.Protobuf.MessageExtensions.ToByteArray(Delete(stream, expected)));
}
