using EventSourcing.EventStoreDb.Client.Wire;
using EventSourcing.EventStoreDb.Protos.Streams;
using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Reads;

/// <summary>A read of the log.</summary>
internal sealed class AllReadProgress(AllRead read, ServerFilter filter) : ReadProgress
{
    private AllRead _rest = read;
    private Position? _last;

    public override string Name => "read of $all";

    public override Position? From => _rest.From;

    public override bool IsFiltered => filter.Expression is not null;

    public override bool IsDone => _rest.MaxCount == 0;

    public override ReadReq Request()
    {
        // Forwards the server begins with the event at the position, which was handed on before.
        var again = _last is not null && _rest.Direction == ReadDirection.Forwards ? 1UL : 0;
        return ReadRequests.OfAll(_rest, filter, filter.IsComplete ? (ulong)_rest.MaxCount + again : long.MaxValue);
    }

    public override bool MovesOver(ReadAnswer answer)
    {
        if (answer is not { Event: not null, Position: var position })
            return true;
        if (position == _last)
            return false;
        _last = position;
        _rest = _rest with { From = position, MaxCount = filter.IsComplete ? _rest.MaxCount - 1 : _rest.MaxCount };
        return true;
    }
}
