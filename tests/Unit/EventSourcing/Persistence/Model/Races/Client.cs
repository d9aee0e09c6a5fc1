using EventSourcing.Persistence;

namespace EventSourcing.Tests.Persistence.Model.Races;

/// <summary>One of those who race: it does its moves one after the other.</summary>
internal sealed class Client(int number, IReadOnlyList<Move> moves, RecorderDriver driver, Clock clock)
{
    private const int NumbersOfEach = 1_000;

    private readonly Dictionary<string, long> _known = new(StringComparer.Ordinal);
    private readonly List<Call> _calls = [];
    private Operation.Append? _last;
    private int _newest = (1 + number) * NumbersOfEach;

    public async Task<IReadOnlyList<Call>> RunAsync(Task start)
    {
        await start;
        foreach (var move in moves)
        {
            var call = await clock.TimeAsync($"#{number}", driver, On(move));
            _calls.Add(call);
            if (call.Outcome.Revision is { } revision)
                _known[move.Stream] = revision;
        }

        return _calls;
    }

    private Operation On(Move move) => move.Kind switch
    {
        MoveKind.AppendAsKnown => Append(move, ExpectedRevision.Exactly(_known.GetValueOrDefault(move.Stream, -1)), New(move)),
        MoveKind.AppendToNoStream => Append(move, ExpectedRevision.NoStream, New(move)),
        MoveKind.AppendAnyhow => Append(move, ExpectedRevision.Any, New(move)),
        MoveKind.AppendShared => Append(move, ExpectedRevision.NoStream, [.. Enumerable.Range(1, move.Count)]),
        MoveKind.Repeat => _last ?? Append(move, ExpectedRevision.Any, New(move)),
        MoveKind.Delete => new Operation.Delete(move.Stream, ExpectedRevision.Exactly(_known.GetValueOrDefault(move.Stream, -1))),
        MoveKind.ReadBackwards => new Operation.ReadStream(move.Stream, StreamRead.Backwards),
        MoveKind.ReadAll => Race.ReadAll,
        _ => new Operation.ReadStream(move.Stream, StreamRead.Forwards),
    };

    private Operation.Append Append(Move move, ExpectedRevision expected, IReadOnlyList<int> numbers) => _last = new(move.Stream, expected, numbers);

    private int[] New(Move move) => [.. Enumerable.Range(0, move.Count).Select(_ => ++_newest)];
}
