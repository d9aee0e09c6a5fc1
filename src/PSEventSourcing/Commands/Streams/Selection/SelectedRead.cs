using System.Runtime.CompilerServices;
using EventSourcing.Persistence;

namespace PSEventSourcing.Commands.Streams.Selection;

/// <summary>Reads what is selected: one stream from the stream, anything else from the log of all streams.</summary>
internal sealed record SelectedRead
{
    public required EventSelection Selection { get; init; }

    public bool Backward { get; init; }

    /// <summary>The revision to begin with, in each stream.</summary>
    public long? From { get; init; }

    /// <summary>The position to begin at, in the log.</summary>
    public Position? FromPosition { get; init; }

    /// <summary>The most events to give.</summary>
    public long MaxCount { get; init; } = long.MaxValue;

    public bool ResolveLinks { get; init; }

    /// <summary>Whether one stream that is named must exist.</summary>
    public bool MustExist { get; init; } = true;

    /// <summary>Runs the read.</summary>
    /// <param name="recorder">The store.</param>
    /// <param name="looked">Called for each event that was looked at.</param>
    /// <param name="cancel">Ends it.</param>
    public async IAsyncEnumerable<RecordedEvent> RunAsync(IRecorder recorder, Action? looked, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (MaxCount == 0)
            yield break;
        var left = MaxCount;
        var matches = Selection.Compile();
        await foreach (var recorded in Read(recorder, cancel).ConfigureAwait(false))
        {
            looked?.Invoke();
            if (!matches(recorded) || !IsFrom((recorded.Link ?? recorded).Revision))
                continue;
            yield return recorded;
            if (--left == 0)
                yield break;
        }
    }

    private IAsyncEnumerable<RecordedEvent> Read(IRecorder recorder, CancellationToken cancel)
    {
        var direction = Backward ? ReadDirection.Backwards : ReadDirection.Forwards;
        // Only where nothing is left out here, the store can count.
        var isAll = Selection is { Types.Count: 0, After: null, Before: null };
        return Selection.IsOneStream
            ? recorder.ReadStreamAsync(
                Selection.Streams[0].Prefix,
                new StreamRead { Direction = direction, From = From, MaxCount = isAll ? MaxCount : long.MaxValue, MustExist = MustExist, ResolveLinks = ResolveLinks },
                cancel)
            : recorder.ReadAllAsync(new AllRead { Direction = direction, From = FromPosition, Filter = Selection.Filter, ResolveLinks = ResolveLinks }, cancel);
    }

    private bool IsFrom(long revision) => From is not { } from || (Backward ? revision <= from : revision >= from);
}
