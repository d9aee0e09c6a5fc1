using System.Text;
using EventSourcing.EventStoreDb.Client;
using EventSourcing.Persistence;

namespace EventSourcing.Tests.EventStoreDb.Resilience;

/// <content>Writers, whose appends are under way at the same time over one call.</content>
internal partial class FaultRun
{
    private const int MaxSaves = 500;

    /// <summary>Saves one event after the other, each until it is acknowledged, as an application does that saves the same
    /// aggregate again after an unknown outcome.</summary>
    protected virtual async Task SaveAsync(EventStoreDbClient client, string stream, long revision, IReadOnlyList<NewEvent> added, CancellationToken cancel)
    {
        for (var saves = 1; ; saves++)
        {
            try
            {
                await client.AppendAsync(stream, revision == 0 ? ExpectedRevision.NoStream : ExpectedRevision.Exactly(revision - 1), added, cancel);
                return;
            }
            catch (PersistenceException error) when (IsPassing(error) && saves < MaxSaves)
            {
                // Save again.
            }
        }
    }

    private async Task WriteAsync(EventStoreDbClient client, int writer, CancellationToken cancel)
    {
        // Some save one event at a time, some two.
        var together = 1 + (writer % 2);
        for (var number = 0; number < Each; number += together)
        {
            try
            {
                await SaveAsync(client, StreamOf(writer), number, [.. Enumerable.Range(number, together).Select(Numbered)], cancel);
                _progress.Acknowledged(StreamOf(writer), together);
            }
            catch (PersistenceException error)
            {
                _violations.Enqueue($"Event {number} of writer {writer} could not be saved: {error}");
                return;
            }
        }
    }

    private static NewEvent Numbered(int number) => new(Guid.NewGuid(), "Numbered", Encoding.UTF8.GetBytes(Text(number)));
}
