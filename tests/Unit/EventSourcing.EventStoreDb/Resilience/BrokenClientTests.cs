using System.Runtime.CompilerServices;
using EventSourcing.EventStoreDb.Client;
using EventSourcing.Persistence;

namespace EventSourcing.Tests.EventStoreDb.Resilience;

/// <summary>Proof that the seeded plans catch what they are there to catch.</summary>
public sealed class BrokenClientTests
{
    [Fact]
    public Task A_client_that_repeats_appends_with_new_ids_is_caught() => AssertCaughtAsync(seed => new NewIds(seed));

    [Fact]
    public Task A_client_that_does_not_resume_its_subscription_is_caught() => AssertCaughtAsync(seed => new NoResume(seed));

    private static async Task AssertCaughtAsync(Func<ulong, FaultRun> broken)
    {
        for (var seed = 0UL; seed < 100; seed++)
            if ((await broken(seed).RunAsync(TestContext.Current.CancellationToken)).Count > 0)
                return;
        Assert.Fail("A hundred plans found nothing wrong with a broken client.");
    }

    private sealed class NewIds(ulong seed) : FaultRun(seed)
    {
        protected override async Task SaveAsync(EventStoreDbClient client, string stream, long revision, IReadOnlyList<NewEvent> added, CancellationToken cancel)
        {
            while (true)
            {
                try
                {
                    await client.AppendAsync(stream, ExpectedRevision.Any, [.. added.Select(one => one with { Id = Guid.NewGuid() })], cancel);
                    return;
                }
                catch (PersistenceException)
                {
                    // Once more, as if nothing had been written.
                }
            }
        }
    }

    private sealed class NoResume(ulong seed) : FaultRun(seed)
    {
        protected override async IAsyncEnumerable<SubscriptionMessage> SubscribeAsync(EventStoreDbClient client, AllSubscription subscription, [EnumeratorCancellation] CancellationToken cancel)
        {
            await foreach (var message in client.SubscribeAllAsync(subscription, cancel))
            {
                // The connection was lost, and it begins anew instead of where it was.
                if (message.Kind == SubscriptionMessageKind.FellBehind)
                    yield break;
                yield return message;
            }
        }
    }
}
