using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Wire;

/// <summary>The messages that are a position in the log.</summary>
internal static class WirePosition
{
    private const int Commit = 1;
    private const int Prepare = 2;

    public static Position Read(ReadOnlySpan<byte> message)
    {
        var (commit, prepare) = (0UL, 0UL);
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            if (reader.Field == Commit)
                commit = reader.Number();
            else if (reader.Field == Prepare)
                prepare = reader.Number();
            else
                reader.Skip();
        }

        return new Position((long)commit, (long)prepare);
    }
}
