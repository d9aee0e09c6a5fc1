using System.Runtime.CompilerServices;
using EventSourcing.Persistence;

namespace PSEventSourcing.Commands.Streams.Listing;

/// <summary>Reads a stream that a projection of EventStoreDB writes, if it runs. The stream may be closed to the user, or
/// deleted; then it says nothing, and the log has to tell.</summary>
internal static class ProjectedStream
{
    /// <summary>How far the projection has come in the log: to the event that its newest link points to. The link itself was
    /// written later, and what stands between the two may have no link yet.</summary>
    public static async Task<Position?> ReachedAsync(IRecorder recorder, string stream, CancellationToken cancel)
    {
        await foreach (var linked in ReadAsync(recorder, stream, StreamRead.Backwards with { ResolveLinks = true }, cancel).ConfigureAwait(false))
            if (linked.Link is not null)
                return linked.Position;
        return null;
    }

    public static async IAsyncEnumerable<RecordedEvent> ReadAsync(IRecorder recorder, string stream, StreamRead read, [EnumeratorCancellation] CancellationToken cancel)
    {
        var links = recorder.ReadStreamAsync(stream, read, cancel).GetAsyncEnumerator(cancel);
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
