using System.Runtime.CompilerServices;
using EventSourcing.Persistence;

namespace PSEventSourcing.Commands.Streams.Listing;

/// <summary>Reads a stream that a projection of EventStoreDB writes, if it runs. The stream may be closed to the user, or
/// deleted; then it says nothing, and the log has to tell.</summary>
internal static class ProjectedStream
{
    public static async IAsyncEnumerable<RecordedEvent> ReadAsync(IRecorder recorder, string stream, bool resolveLinks, [EnumeratorCancellation] CancellationToken cancel)
    {
        var links = recorder.ReadStreamAsync(stream, new StreamRead { ResolveLinks = resolveLinks }, cancel).GetAsyncEnumerator(cancel);
        await using var _ = links.ConfigureAwait(false);
        while (true)
        {
            try
            {
                if (!await links.MoveNextAsync().ConfigureAwait(false))
                    yield break;
            }
            catch (PersistenceException error) when (error is AccessDeniedException or StreamDeletedException)
            {
                yield break;
            }

            yield return links.Current;
        }
    }
}
