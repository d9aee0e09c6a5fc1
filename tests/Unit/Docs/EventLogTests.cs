using EventSourcing.Domain;
using EventSourcing.Persistence;

namespace EventSourcing.Tests.Docs;

/// <summary>What docs/event-log.md shows.</summary>
public sealed class EventLogTests
{
    [Fact]
    public async Task A_gate_notes_who_comes_and_goes()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var gate = new Gate();

        await gate.EnterAsync("ann", cancel);
        await gate.EnterAsync("bob", cancel);
        await gate.LeaveTogetherAsync(["ann", "bob"], cancel);

        Assert.Equal(["3 Left bob", "2 Left ann"], await gate.LatestAsync(2, cancel));
        Assert.Equal("ann", await gate.FirstVisitorAsync(cancel));
        await gate.AppendOnceAsync("eve", cancel);
        Assert.Equal(["4 Entered eve"], await gate.LatestAsync(1, cancel));
    }

    public abstract record Passage(string Who)
    {
        public sealed record Entered(string Who) : Passage(Who);
        public sealed record Left(string Who) : Passage(Who);
    }

    public sealed class Gate : Application
    {
        private EventLog<Passage> Passages => Log<Passage>("gate");

        public Task EnterAsync(string who, CancellationToken cancel = default) =>
            Passages.AppendAsync(new Passage.Entered(who), cancel);

        public Task LeaveTogetherAsync(IEnumerable<string> who, CancellationToken cancel = default) =>
            Passages.AppendAsync([.. who.Select(one => new Passage.Left(one))], cancel);                // all or none

        public async Task<List<string>> LatestAsync(int count, CancellationToken cancel = default)
        {
            var latest = new List<string>();
            await foreach (var passage in Passages.ReadAsync(direction: ReadDirection.Backwards, cancel: cancel))
            {
                latest.Add($"{passage.Revision} {passage.Data.GetType().Name} {passage.Data.Who}");
                if (latest.Count == count)
                    break;                                                                              // ends the read
            }

            return latest;
        }

        public async Task<string?> FirstVisitorAsync(CancellationToken cancel = default) =>
            (await Passages.FirstAsync(cancel))?.Data.Who;

        public async Task AppendOnceAsync(string who, CancellationToken cancel = default)
        {
            RaisedEvent[] raised = [Passages.Raise(new Passage.Entered(who))];                          // it has its id now
            try
            {
                await Passages.AppendAsync(raised, ExpectedRevision.Any, cancel);
            }
            catch (AppendOutcomeUnknownException)
            {
                await Passages.AppendAsync(raised, ExpectedRevision.Any, cancel);                       // the same id: written once
            }
        }
    }
}
