using CsCheck;
using EventSourcing.Domain;
using EventSourcing.Persistence;
using EventSourcing.Persistence.InMemory;
using EventSourcing.Tests.Domain;
using EventSourcing.Tests.Persistence;

namespace EventSourcing.Tests.Applications.Caching;

/// <summary>Many threads at once on the same few aggregates, through caches too small for them.</summary>
public sealed class CacheContentionTests
{
    private const int Writers = 8;
    private const int UpdatesEach = 40;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>With others writing, too, every update comes to pass once, and what a cached repository gives is what the
    /// events say.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_update_comes_to_pass_once(bool fastForward) =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 7], Gen.Bool, Gen.UInt).Sample(
            (size, every, othersWrite, seed) => HoldsAsync(size, every, fastForward, othersWrite, seed).GetAwaiter().GetResult(),
            iter: 12,
            threads: 1);

    private static async Task HoldsAsync(int size, int every, bool fastForward, bool othersWrite, uint seed)
    {
        await using var memory = new InMemoryRecorder();
        await using var store = new Yielding(memory);
        var cached = new Repository(store, new RepositoryOptions { CacheMaxSize = size, CacheFastForward = fastForward, Snapshots = _ => new SnapshotAttribute { Every = every, Keep = 2 } });
        var plain = new Repository(store, new RepositoryOptions { UseSnapshots = false });
        var ids = Enumerable.Range(0, 4).Select(i => $"{i}").ToArray();
        foreach (var id in ids)
            await cached.SaveAsync(new Account(id, "Ann"), Cancel);

        var done = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(othersWrite && writer == 0 ? plain : cached, ids, new Random((int)seed + writer), writer))));

        foreach (var id in ids)
        {
            var expected = await plain.GetAsync<Account>(id, Cancel);
            Assert.Equal(done.SelectMany(one => one).Where(one => one.Id == id).Select(one => one.Amount).Order(), expected.Movements.Order());
            if (fastForward || !othersWrite)
                Assert.Equal(expected.ToString(), (await cached.GetAsync<Account>(id, Cancel)).ToString());
        }
    }

    /// <returns>The deposits made: each of an amount that no other one has.</returns>
    private static async Task<List<(string Id, decimal Amount)>> WriteAsync(Repository accounts, string[] ids, Random random, int writer)
    {
        var made = new List<(string, decimal)>();
        for (var i = 0; i < UpdatesEach; i++)
        {
            var (id, amount) = (ids[random.Next(ids.Length)], (writer * 1000) + i);
            var seen = -1L;
            var updated = false;
            for (var attempt = 0; !updated; attempt++)
            {
                Assert.True(attempt < 500, "A conflict must have the aggregate read again.");
                try
                {
                    var account = await accounts.UpdateAsync<Account>(id, found =>
                    {
                        Assert.True(found.Revision >= seen, "A later try must not see an older aggregate.");
                        Assert.Equal(found.Movements.Sum(), found.Balance);
                        seen = found.Revision;
                        found.Deposit(amount);
                    }, Cancel);
                    Assert.Equal(account.Revision, account.Movements.Count);
                    updated = true;
                }
                catch (WrongExpectedRevisionException)
                {
                    // Others were faster twenty times in a row: nothing was written, and this goes on.
                }
            }

            made.Add((id, amount));
        }

        return made;
    }

    /// <summary>A store in memory with the pauses of a real one, so that calls come between each other.</summary>
    private sealed class Yielding(IRecorder store) : DelegatingRecorder(store)
    {
        public override async Task<AppendResult> AppendAsync(string stream, ExpectedRevision expected, IReadOnlyList<NewEvent> events, CancellationToken cancel = default)
        {
            await Task.Yield();
            var result = await base.AppendAsync(stream, expected, events, cancel);
            await Task.Yield();
            return result;
        }

        public override async IAsyncEnumerable<RecordedEvent> ReadStreamAsync(string stream, StreamRead read, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel = default)
        {
            await Task.Yield();
            await foreach (var recorded in base.ReadStreamAsync(stream, read, cancel))
                yield return recorded;
            await Task.Yield();
        }
    }
}
