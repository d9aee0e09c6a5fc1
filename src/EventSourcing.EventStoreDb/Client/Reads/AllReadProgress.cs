using EventSourcing.EventStoreDb.Client.Wire;
using EventSourcing.EventStoreDb.Protos.Streams;
using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Reads;

/// <summary>A read of the log.</summary>
internal sealed class AllReadProgress(AllRead read, ServerFilter filter) : ReadProgress
{
    private long _left = read.MaxCount;
    private Position? _last;

    public override string Name => "read of $all";

    public override Position? From => _last ?? read.From;

    public override bool IsFiltered => filter.Expression is not null;

    public override bool IsDone => _left == 0;

    public override ReadReq Request()
    {
        // Forwards the server begins with the event at the position, which was handed on before.
        var again = _last is not null && read.Direction == ReadDirection.Forwards ? 1UL : 0;
        return ReadRequests.OfAll(read with { From = From }, filter, filter.IsComplete ? (ulong)_left + again : long.MaxValue);
    }

    public override bool MovesOver(ReadAnswer answer)
    {
        if (answer is not { Event: not null, Position: var position })
            return true;
        if (position == _last)
            return false;
        _last = position;
        if (filter.IsComplete)
            _left--;
        return true;
    }
}
