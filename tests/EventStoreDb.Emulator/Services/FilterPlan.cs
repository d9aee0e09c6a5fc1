using EventStoreDb.Emulator.Store;
using FilterOptions = EventSourcing.EventStoreDb.Protos.Streams.ReadReq.Types.Options.Types.FilterOptions;

namespace EventStoreDb.Emulator.Services;

/// <summary>A filter, how many events a page of it may look at, and after how many a subscriber gets a checkpoint.</summary>
internal sealed record FilterPlan(EventFilter Filter, int Window, long CheckpointInterval)
{
    private const string ServerType = "ReadReq+Types+Options+Types+FilterOptions";

    public static FilterPlan Parse(FilterOptions filter, bool forSubscription)
    {
        var byStream = filter.FilterCase switch
        {
            FilterOptions.FilterOneofCase.StreamIdentifier => true,
            FilterOptions.FilterOneofCase.EventType => false,
            _ => throw Errors.NotValid(filter.ToString(), ServerType),
        };
        uint window = filter.WindowCase switch
        {
            FilterOptions.WindowOneofCase.Max => filter.Max,
            FilterOptions.WindowOneofCase.Count => (uint)StreamPage.Size,
            var none => throw Errors.NotValid(none.ToString(), ServerType + "+WindowOneofCase"),
        };
        if (forSubscription && filter.CheckpointIntervalMultiplier == 0)
        {
            throw new MalformedRequestException("A checkpoint interval is required.");
        }

        var expression = byStream ? filter.StreamIdentifier : filter.EventType;
        try
        {
            return new FilterPlan(
                new EventFilter(byStream, expression.Regex, expression.Prefix),
                // A window that is no positive int never gets an answer from the server, so all of these are one case.
                window <= int.MaxValue ? (int)window : 0,
                filter.CheckpointIntervalMultiplier * (long)window);
        }
        catch (ArgumentException e)
        {
            throw new MalformedRequestException(e.Message);
        }
    }
}
