using EventStoreDb.Emulator.Store;

namespace EventStoreDb.Emulator.Services;

/// <summary>A subscription to one stream: what is there, then what comes.</summary>
internal sealed class StreamSubscription(Database database, ReadPlan plan, ReadAnswers answers)
{
    private readonly string _stream = plan.Stream!;

    public async Task RunAsync()
    {
        // After a revision, not at it. A stream that has not got that far yet is followed in silence until it has.
        var next = plan.From is { } after ? Math.Min(after.Commit, long.MaxValue - 1) + 1 : 0;
        if (plan.FromEnd)
        {
            next = database.LastRevisionOf(_stream) + 1;
            await answers.ConfirmAsync();
        }
        else
        {
            RequireNotDeleted(database.ReadStream(_stream, next, 1, backwards: false));
            await answers.ConfirmAsync();
            next = await CatchUpAsync(next);
        }

        await answers.CaughtUpAsync();
        await FollowAsync(next, endsWithTombstone: !plan.FromEnd || !IsDeleted());
    }

    private async Task<long> CatchUpAsync(long next)
    {
        while (true)
        {
            var written = database.NextWrite;
            var page = database.ReadStream(_stream, next, StreamPage.Size, backwards: false);
            RequireNotDeleted(page);
            if (page.Found == StreamPage.Finding.Missing)
            {
                await written.WaitAsync(answers.Cancel);
                continue;
            }

            foreach (var recorded in page.Events)
            {
                await answers.EventAsync(recorded);
            }

            next = Math.Max(next, page.Next);
            if (page.IsEnd)
            {
                return next;
            }
        }
    }

    /// <summary>Live events are sent as they were written, whether the stream's metadata still lets them be read or not.</summary>
    private async Task FollowAsync(long next, bool endsWithTombstone)
    {
        while (true)
        {
            var written = database.NextWrite;
            var (page, tombstone) = database.ReadWritten(_stream, next, StreamPage.Size);
            foreach (var recorded in page.Events)
            {
                await answers.LiveEventAsync(
                    recorded, most => database.ReadWritten(_stream, recorded.Revision + 1, most).Page.Events.Count);
            }

            next = Math.Max(next, page.Next);
            if (!page.IsEnd)
            {
                continue;
            }

            if (tombstone is not null && endsWithTombstone)
            {
                await answers.EventAsync(tombstone);
                throw Errors.StreamDeleted(_stream);
            }

            await written.WaitAsync(answers.Cancel);
        }
    }

    private bool IsDeleted() =>
        database.ReadStream(_stream, 0, 1, backwards: false).Found == StreamPage.Finding.Tombstoned;

    private void RequireNotDeleted(StreamPage page)
    {
        if (page.Found == StreamPage.Finding.Tombstoned)
        {
            throw Errors.StreamDeleted(_stream);
        }
    }
}
