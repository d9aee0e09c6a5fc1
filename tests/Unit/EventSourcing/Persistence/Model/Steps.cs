using CsCheck;
using EventSourcing.Persistence;

namespace EventSourcing.Tests.Persistence.Model;

/// <summary>Draws steps: few streams and small numbers, so that they meet.</summary>
internal static class Steps
{
    private static readonly Gen<string> Stream = Gen.Frequency((5, Gen.Const("a")), (2, Gen.Const("ab")), (2, Gen.Const("b")), (1, Gen.Const(Trial.Streams[^1])));

    private static readonly Gen<Demand> Demand = Gen.Frequency(
        (6, Gen.Const(Model.Demand.Current)), (4, Gen.Const(Model.Demand.Any)), (3, Gen.Const(Model.Demand.NoStream)),
        (2, Gen.Const(Model.Demand.StreamExists)), (2, Gen.Const(Model.Demand.OneBehind)), (1, Gen.Const(Model.Demand.FarBehind)), (1, Gen.Const(Model.Demand.Ahead)));

    private static readonly Gen<long> Count = Gen.Frequency((3, Gen.Const(long.MaxValue)), (2, Gen.Long[0, 4]));

    private static readonly Gen<ReadDirection> Direction = Gen.Bool.Select(forwards => forwards ? ReadDirection.Forwards : ReadDirection.Backwards);

    private static readonly Gen<Step> AppendNew = Gen.Select(Stream, Demand, Gen.Frequency((8, Gen.Int[1, 4]), (1, Gen.Const(0))), (stream, demand, count) => (Step)new Step.AppendNew(stream, demand, count));

    private static readonly Gen<Step> Repeat = Gen.Select(
        Gen.Int[0, 3], Seldom(Gen.Int[1, 2]), Seldom(Gen.Int[1, 2]), Seldom(Gen.Int[1, 2]), OrNull(Demand, 2, 3), Gen.Frequency((6, Gen.Const((string?)null)), (1, Stream.Select(stream => (string?)stream))),
        (which, skipped, leftOut, added, demand, stream) => (Step)new Step.Repeat(which, skipped, leftOut, added, demand, stream));

    private static readonly Gen<Step> AppendAnything = Gen.Select(Stream, Demand, Gen.Int[0, 30].Array[1, 3], (stream, demand, picks) => (Step)new Step.AppendAnything(stream, demand, picks));

    private static readonly Gen<Step> AnyStep = Gen.Frequency(
        (6, AppendNew),
        (5, Repeat),
        (3, AppendAnything),
        (1, Gen.Frequency((2, AppendNew), (1, Repeat)).Array[0, 3].Select(appends => (Step)new Step.AppendToMany(appends))),
        (2, Gen.Select(Stream, Demand, (stream, demand) => (Step)new Step.Delete(stream, demand))),
        (1, Gen.Select(Stream, Demand, (stream, demand) => (Step)new Step.Tombstone(stream, demand))),
        (1, Gen.Select(Stream, OrNull(Gen.Long[1, 3], 1, 1), OrNull(Gen.Long[0, 6], 1, 1), (stream, count, before) => (Step)new Step.SetMetadata(stream, count, before))),
        (1, Stream.Select(stream => (Step)new Step.ReadMetadata(stream))),
        (2, Gen.Select(Stream, Direction, OrNull(Gen.Long[0, 7], 1, 1), Count, Gen.Bool, (stream, direction, from, count, mustExist) =>
            (Step)new Step.ReadStream(stream, new StreamRead { Direction = direction, From = from, MaxCount = count, MustExist = mustExist }))),
        (2, Gen.Select(Direction, OrNull(Gen.Int[0, 5], 1, 2), Count, Gen.Enum<ModelFilter>(), (direction, from, count, filter) => (Step)new Step.ReadAll(direction, from, count, filter))));

    public static Gen<Trial> Trials(StoreTraits traits) => AnyStep.List[1, 30].Select(steps => new Trial(traits, steps));

    private static Gen<int> Seldom(Gen<int> gen) => Gen.Frequency((3, Gen.Const(0)), (1, gen));

    private static Gen<T?> OrNull<T>(Gen<T> gen, int some, int none)
        where T : struct => Gen.Frequency((none, Gen.Const((T?)null)), (some, gen.Select(value => (T?)value)));
}
