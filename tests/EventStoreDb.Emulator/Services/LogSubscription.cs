using EventStoreDb.Emulator.Store;

namespace EventStoreDb.Emulator.Services;

/// <summary>A subscription to the whole log, filtered or not: what is there, then what comes.</summary>
internal sealed class LogSubscription(Database database, ReadPlan plan, ReadAnswers answers)
{
    private readonly EventFilter? _filter = plan.Filter?.Filter;
    private readonly int _window = plan.Filter?.Window ?? StreamPage.Size;
    private readonly long _interval = plan.Filter?.CheckpointInterval ?? 0;
    private long _considered;

    public async Task RunAsync()
    {
        var next = Start();
        await answers.ConfirmAsync();
        if (!plan.FromEnd)
        {
            if (_window == 0)
            {
                await Silence.KeepAsync(answers.Cancel);
            }

            next = await CatchUpAsync(next);
        }

        await answers.CaughtUpAsync();
        await FollowAsync(next);
    }

    /// <summary>Positions are exclusive, except that a checkpoint may stand just before its own event.</summary>
    private int Start()
    {
        if (plan.From is not { } from)
        {
            return plan.FromEnd ? database.Locate(long.MaxValue).Index : 0;
        }

        var place = database.Locate(from.Commit);
        return place.Is switch
        {
            LogPlace.Kind.InsideRecord => throw new MalformedRequestException("No record begins at this position."),
            LogPlace.Kind.Record => place.Index + 1,
            _ => place.Index,
        };
    }

    /// <summary>
    /// Goes on page by page. A checkpoint comes after a page at the earliest, and lags: it names the page's last
    /// match, or, if there was none, the page's beginning.
    /// </summary>
    private async Task<int> CatchUpAsync(int next)
    {
        var atStart = plan.From is null;
        while (true)
        {
            var page = database.ReadLogForwards(next, StreamPage.Size, _window, _filter);
            foreach (var recorded in page.Events)
            {
                await answers.EventAsync(recorded);
            }

            if (FillsInterval(page.Considered))
            {
                if (page.Events is [.., var last])
                {
                    await answers.CheckpointAsync(last.Position, last.Position);
                }
                else
                {
                    await answers.CheckpointAsync(atStart ? 0 : page.First ?? 0, 0);
                }
            }

            atStart = false;
            next = page.Next;
            if (page.IsEnd)
            {
                return next;
            }
        }
    }

    /// <summary>Live, events are looked at one by one, and the checkpoint names the very event that fills the interval.</summary>
    private async Task FollowAsync(int next)
    {
        while (true)
        {
            var written = database.NextWrite;
            var page = database.ReadLogForwards(next, StreamPage.Size, StreamPage.Size, filter: null);
            foreach (var recorded in page.Events)
            {
                if (_filter?.Matches(recorded) ?? true)
                {
                    await answers.LiveEventAsync(recorded, most => CountAfter(recorded, most));
                }

                if (FillsInterval(1))
                {
                    await answers.CheckpointAsync(recorded.Position, recorded.Position);
                }
            }

            next = page.Next;
            if (page.IsEnd)
            {
                await written.WaitAsync(answers.Cancel);
            }
        }
    }

    private int CountAfter(RecordedEvent recorded, int most) => database.ReadLogForwards(
        database.Locate(recorded.Position).Index + 1, most, int.MaxValue, _filter).Events.Count;

    private bool FillsInterval(int considered)
    {
        _considered += considered;
        if (_interval == 0 || _considered < _interval)
        {
            return false;
        }

        _considered %= _interval;
        return true;
    }
}
