using EventSourcing.Persistence;

namespace EventSourcing.Tests.Persistence.Model.Races;

/// <summary>Writers who all append at the revision the last one to win has left.</summary>
internal static class RevisionRace
{
    private const int Writers = 8;
    private const int Rounds = 10;

    /// <exception cref="ModelViolationException">Not exactly one has won a round, or another was told a wrong revision.</exception>
    public static async Task RunAsync(IRecorder recorder, CancellationToken cancel)
    {
        var driver = new RecorderDriver(recorder, cancel);
        var (revision, newest) = (-1L, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var expected = ExpectedRevision.Exactly(revision);
            var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var racing = Enumerable.Range(0, Writers).Select(writer => new Operation.Append("a", expected, [.. Enumerable.Range(0, 1 + (writer % 3)).Select(_ => ++newest)]))
                .Select(append => Task.Run(async () => { await start.Task; return (Append: append, Outcome: await driver.DoAsync(append)); }, cancel)).ToList();
            start.SetResult();
            var ended = await Task.WhenAll(racing);

            // Each of them says where the stream is now: the one who won, and those who were told by how much.
            var won = ended.FirstOrDefault(one => one.Outcome.Position is not null);
            revision += won.Append?.Numbers.Count ?? 0;
            var right = new[] { Outcome.Appended(revision, hasPosition: true).Text }.Concat(Enumerable.Repeat(Outcome.Conflict("a", expected, revision).Text, Writers - 1));
            if (!ended.Select(one => one.Outcome.Text).Order(StringComparer.Ordinal).SequenceEqual(right.Order(StringComparer.Ordinal)))
                throw new ModelViolationException($"In round {round} one had to win, and did not:{Environment.NewLine}{string.Join(Environment.NewLine, ended)}");
        }
    }
}
