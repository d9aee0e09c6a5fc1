using EventStoreDb.Emulator.Store;

namespace EventStoreDb.Emulator.Services;

/// <summary>A counted read of one stream, page by page.</summary>
internal sealed class StreamRead(Database database, ReadPlan plan, ReadAnswers answers)
{
    public async Task RunAsync()
    {
        if (plan.Count == 0 || (plan.FromEnd && !plan.Backwards))
        {
            throw Errors.ReadFailed("ReadStreamResult");
        }

        var from = plan.FromEnd ? long.MaxValue : plan.From?.Commit ?? 0;
        var left = plan.Count;
        var nothingSent = true;
        while (true)
        {
            var page = database.ReadStream(plan.Stream!, from, (int)Math.Min(left, StreamPage.Size), plan.Backwards);
            switch (page.Found)
            {
                case StreamPage.Finding.Tombstoned:
                    throw Errors.StreamDeleted(plan.Stream!);
                case StreamPage.Finding.Missing:
                    await answers.StreamNotFoundAsync();
                    return;
            }

            if (!plan.Backwards && nothingSent && page.Events.Count == 0 && page.Next != from && plan.TellsPositions)
            {
                await answers.FirstPositionAsync(page.Next);
            }

            foreach (var recorded in page.Events)
            {
                await answers.EventAsync(recorded);
                nothingSent = false;
            }

            left -= page.Events.Count;
            from = page.Next;
            if (page.IsEnd || left == 0)
            {
                if (plan.TellsPositions)
                {
                    await answers.LastPositionAsync(page.Last);
                }

                return;
            }
        }
    }
}
