using EventStoreDb.Emulator.Store;

namespace EventStoreDb.Emulator.Services;

/// <summary>A counted read of the whole log, page by page.</summary>
internal sealed class LogRead(Database database, ReadPlan plan, ReadAnswers answers)
{
    public async Task RunAsync()
    {
        if (plan.Count == 0 || plan.Filter is { Window: 0 })
        {
            await Silence.KeepAsync(answers.Cancel);
        }

        var window = plan.Filter?.Window ?? StreamPage.Size;
        var index = Start();
        var left = plan.Count;
        while (left > 0)
        {
            var count = (int)Math.Min(left, StreamPage.Size);
            var page = plan.Backwards
                ? database.ReadLogBackwards(index, count, window, plan.Filter?.Filter)
                : database.ReadLogForwards(index, count, window, plan.Filter?.Filter);
            foreach (var recorded in page.Events)
            {
                await answers.EventAsync(recorded);
            }

            left -= page.Events.Count;
            index = page.Next;
            if (page.IsEnd)
            {
                return;
            }
        }
    }

    private int Start()
    {
        if (plan.From is not { } from)
        {
            return plan.FromEnd ? database.Locate(long.MaxValue).Index : 0;
        }

        var place = database.Locate(from.Commit);
        var isUnreadable = place.Is == LogPlace.Kind.InsideRecord || (place.Is == LogPlace.Kind.Beyond && plan.Backwards);
        return isUnreadable ? throw Errors.ReadFailed("ReadAllResult") : place.Index;
    }
}
