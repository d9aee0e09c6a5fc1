extern alias Emulator;

using System.Text;
using Emulator::EventStoreDb.Emulator.Store;
using Microsoft.Extensions.Time.Testing;

namespace EventSourcing.Tests.EventStoreDb.Emulator.Store;

/// <summary>What tests of the store's rules share: a store, a clock, and short ways to write and read.</summary>
public abstract class StoreTests
{
    private protected StoreTests() => Database = new Database(Time);

    private protected FakeTimeProvider Time { get; } = new();

    private protected Database Database { get; }

    private protected static ProposedEvent[] Events(int count, string type = "Counted", string data = "{}") =>
        [.. Enumerable.Range(0, count).Select(_ => new ProposedEvent(Guid.NewGuid(), type, true, Encoding.UTF8.GetBytes(data), default))];

    private protected WriteOutcome Append(string stream, int count) =>
        Database.Append(stream, ExpectedRevision.Any, Events(count));

    private protected WriteOutcome SetMetadata(string stream, string json) =>
        Database.Append(StreamName.MetadataOf(stream), ExpectedRevision.Any, Events(1, RecordedEvent.MetadataType, json));

    private protected StreamPage Read(string stream, long from = 0, int count = 1000) =>
        Database.ReadStream(stream, from, count, backwards: false);

    private protected long[] Revisions(string stream) => [.. Read(stream).Events.Select(recorded => recorded.Revision)];
}
