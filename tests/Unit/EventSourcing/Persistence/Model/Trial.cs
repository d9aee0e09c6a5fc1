using System.Text;
using EventSourcing.Persistence;

namespace EventSourcing.Tests.Persistence.Model;

/// <summary>A sequence of operations with what the model says to each. At its end everything that can be read is read.</summary>
internal sealed class Trial
{
    /// <summary>The stream whose only event every trial begins with, so that reads of a shared log know where to begin and
    /// to end.</summary>
    public const string Beginning = "first";

    /// <summary>Names of which one begins with another, and one of a snapshot.</summary>
    public static readonly string[] Streams = ["a", "ab", "b", EventFilter.SnapshotPrefix + "a"];

    public static readonly ModelEvent First = new(Beginning, 0, 0);

    private readonly List<(Operation Operation, Outcome Outcome)> _turns = [];
    private readonly List<Operation.Append> _appends = [];
    private readonly List<ModelEvent> _lastWritten = [];
    private int _newest = First.Number;

    public Trial(StoreTraits traits, IEnumerable<Step> steps)
    {
        Store = new ModelStore(traits);
        Take(new Operation.Append(Beginning, ExpectedRevision.NoStream, [First.Number]));
        _appends.Clear();
        _lastWritten.Clear();
        foreach (var step in steps)
            Take(step.On(this));
        ReadEverything();
    }

    /// <summary>The store as it is after the operations so far.</summary>
    public ModelStore Store { get; private set; }

    public IReadOnlyList<(Operation Operation, Outcome Outcome)> Turns => _turns;

    public int NewNumber() => ++_newest;

    /// <summary>The number of an event there was, or now and then of one there was not.</summary>
    public int AnyNumber(int pick) => 1 + (pick % (_newest + 1)) is var number && number <= _newest ? number : NewNumber();

    public Operation.Append EarlierAppend(int which) =>
        _appends.Count == 0 ? new(Streams[0], ExpectedRevision.NoStream, [NewNumber()]) : _appends[^(1 + (which % _appends.Count))];

    /// <summary>An event whose position the answer to its append told.</summary>
    public ModelEvent? EventOfKnownPosition(int which) => _lastWritten.Count == 0 ? null : _lastWritten[^(1 + (which % _lastWritten.Count))];

    /// <summary>Does it all on a recorder.</summary>
    /// <exception cref="ModelViolationException">The recorder said something else than the model.</exception>
    public async Task RunAsync(IRecorder recorder, CancellationToken cancel)
    {
        var driver = new RecorderDriver(recorder, cancel);
        for (var i = 0; i < _turns.Count; i++)
        {
            var actual = await driver.DoAsync(_turns[i].Operation);
            if (actual.Text != _turns[i].Outcome.Text)
                throw new ModelViolationException($"At {i}, {_turns[i].Operation},{Environment.NewLine}the model says  {_turns[i].Outcome}{Environment.NewLine}the store says  {actual}");
        }
    }

    public override string ToString() => _turns.Index().Aggregate(
        new StringBuilder(), (text, turn) => text.AppendLine().Append($"{turn.Index,4}  {turn.Item.Operation}  ->  {turn.Item.Outcome}")).ToString();

    private void Take(Operation operation)
    {
        var count = Store.Log.Count;
        (Store, var outcome) = Store.Apply(operation);
        if (outcome == Outcome.NoAnswer)
            return;
        _turns.Add((operation, outcome));
        if (operation is Operation.Append append)
        {
            _appends.Add(append);
            if (Store.Log.Count > count)
                _lastWritten.Add(Store.Log[^1]);
        }
    }

    private void ReadEverything()
    {
        foreach (var stream in Streams)
        {
            Take(new Operation.ReadStream(stream, StreamRead.Forwards with { MustExist = true }));
            Take(new Operation.ReadStream(stream, StreamRead.Backwards));
            Take(new Operation.ReadMetadata(stream));
        }

        Take(new Operation.ReadAll(ReadDirection.Forwards, null, long.MaxValue, ModelFilter.SnapshotsToo));
        Take(new Operation.ReadAll(ReadDirection.Backwards, null, long.MaxValue, ModelFilter.SnapshotsToo));
    }
}
