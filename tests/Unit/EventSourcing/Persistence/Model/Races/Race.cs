using CsCheck;
using EventSourcing.Persistence;

namespace EventSourcing.Tests.Persistence.Model.Races;

/// <summary>Clients that work on the same streams at the same time. What they were told has to fit some order of what they
/// did.</summary>
internal sealed class Race(IReadOnlyList<IReadOnlyList<Move>> clients)
{
    public static readonly Operation ReadAll = new Operation.ReadAll(ReadDirection.Forwards, null, long.MaxValue, ModelFilter.ApplicationEvents);

    private static readonly string[] Streams = ["a", "b"];

    private static readonly Gen<Move> AnyMove = Gen.Select(
        Gen.Frequency(
            (6, Gen.Const(MoveKind.AppendAsKnown)), (2, Gen.Const(MoveKind.AppendToNoStream)), (2, Gen.Const(MoveKind.AppendAnyhow)),
            (1, Gen.Const(MoveKind.AppendShared)), (2, Gen.Const(MoveKind.Repeat)), (1, Gen.Const(MoveKind.Delete)),
            (2, Gen.Const(MoveKind.ReadStream)), (1, Gen.Const(MoveKind.ReadBackwards)), (1, Gen.Const(MoveKind.ReadAll))),
        Gen.Frequency((3, Gen.Const(Streams[0])), (1, Gen.Const(Streams[1]))),
        Gen.Int[1, 3],
        (kind, stream, count) => new Move(kind, stream, count));

    public static Gen<Race> Races { get; } = AnyMove.List[1, 6].List[2, 5].Select(clients => new Race(clients));

    /// <exception cref="ModelViolationException">The history is not linearizable.</exception>
    public async Task RunAsync(IRecorder recorder, StoreTraits traits, CancellationToken cancel)
    {
        var (driver, clock) = (new RecorderDriver(recorder, cancel), new Clock());
        var first = new Operation.Append(Trial.Beginning, ExpectedRevision.NoStream, [Trial.First.Number]);
        await driver.DoAsync(first);

        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var racing = clients.Select((moves, i) => Task.Run(() => new Client(i, moves, driver, clock).RunAsync(start.Task), cancel)).ToList();
        start.SetResult();
        var calls = (await Task.WhenAll(racing)).SelectMany(one => one).OrderBy(call => call.Began).ToList();
        foreach (var last in Streams.Select(stream => (Operation)new Operation.ReadStream(stream, StreamRead.Forwards)).Append(ReadAll))
            calls.Add(await clock.TimeAsync("after", driver, last));

        Linearization.Check(new ModelStore(traits).Apply(first).Store, calls);
    }

    public override string ToString() => string.Concat(clients.Select((moves, i) =>
        $"{Environment.NewLine}   #{i}: {string.Join(", ", moves.Select(move => $"{move.Kind} {move.Stream} {move.Count}"))}"));
}
