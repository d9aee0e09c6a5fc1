extern alias Emulator;

using System.Text;
using Emulator::EventStoreDb.Emulator.Projections;
using Emulator::EventStoreDb.Emulator.Store;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace EventSourcing.Tests.EventStoreDb.Emulator.Projections;

/// <summary>What the recorded scenarios do not ask of projections.</summary>
public sealed class ProjectionTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Database _database;

    public ProjectionTests() => _database = new Database(_time);

    [Fact]
    public void Partitions_each_have_a_state()
    {
        Append("dog-1", "Barked", """{"n":2}""");
        Append("dog-2", "Barked", """{"n":3}""");
        Append("dog-1", "Barked", """{"n":5}""");
        var projection = Begin(
            "fromAll().foreachStream().when({ $init: function () { return { sum: 0 } }, Barked: function (s, e) { s.sum += e.data.n } })");

        Assert.Equal("""{"sum":7}""", State(projection, "dog-1"));
        Assert.Equal("""{"sum":3}""", State(projection, "dog-2"));
        Assert.Null(State(projection, ""));
    }

    [Fact]
    public void A_result_may_be_made_from_the_state()
    {
        Append("dog-1", "Barked", "{}");
        var projection = Begin(
            "fromStream('dog-1').when({ $init: () => ({ n: 0 }), $any: (s, e) => { s.n++ } }).transformBy(s => ({ twice: s.n * 2 }))");

        Assert.Equal("""{"twice":2}""", projection.StateOf("", result: true, out _));
        Assert.Equal("""{"twice":2}""", Text("$projections-test-result", 0));
    }

    [Fact]
    public void A_broken_query_is_a_fault_and_so_is_one_that_fails()
    {
        Append("dog-1", "Barked", "{}");

        var broken = Begin("fromStream(");
        var failing = Begin("fromAll().when({ $any: function () { throw new Error('no') } })");

        Assert.Equal(Projection.Faulted, broken.Statistics().Status);
        Assert.Null(broken.StateOf("", result: false, out var neverRan));
        Assert.True(neverRan);
        Assert.Equal((Projection.Faulted, "no"), (failing.Statistics().Status, failing.Statistics().Reason));
    }

    [Fact]
    public void Emitting_has_to_be_allowed()
    {
        Append("dog-1", "Barked", "{}");
        const string Query = "fromStream('dog-1').when({ $any: (s, e) => { linkTo('loud', e) } })";

        Assert.Equal(Projection.Faulted, Begin(Query).Statistics().Status);
        Assert.Equal(Projection.Running, Begin(Query, mayEmit: true).Statistics().Status);
        Assert.Equal("0@dog-1", Text("loud", 0));
    }

    [Fact]
    public void Standard_projections_link_to_what_users_wrote()
    {
        var all = StandardProjection.All.Select(standard => new Projection(
            _database, new ProjectionDefinition(standard.Name, ProjectionKind.Continuous, "", true, false, standard.Index), _time)).ToList();
        Append("dog-1", "Barked", "{}");
        Append("dog-1", "Slept", "{}");
        all.ForEach(projection => projection.Begin());

        Assert.Equal("0@dog-1", Text("$ce-dog", 0));
        Assert.Equal("1@dog-1", Text("$ce-dog", 1));
        Assert.Equal("0@dog-1", Text("$et-Barked", 0));
        Assert.Equal("1@dog-1", Text("$et-Slept", 0));
        Assert.Equal("dog-1", Text("$category-dog", 0));
        Assert.Equal("0@dog-1", Text("$streams", 0));
        Assert.Equal(0, _database.LastRevisionOf("$streams"));
    }

    private static string? State(Projection projection, string partition) => projection.StateOf(partition, result: false, out _);

    private Projection Begin(string query, bool mayEmit = false)
    {
        var definition = new ProjectionDefinition("test", ProjectionKind.Continuous, query, mayEmit, TracksStreams: false);
        var projection = new Projection(_database, definition, _time);
        projection.Begin();
        return projection;
    }

    private string Text(string stream, long revision) => Encoding.UTF8.GetString(
        _database.ReadStream(stream, revision, 1, backwards: false).Events.Single().Content.Data.Span);

    private void Append(string stream, string type, string data) => _database.Append(
        stream, ExpectedRevision.Any, [new ProposedEvent(Guid.NewGuid(), type, true, Encoding.UTF8.GetBytes(data), default)]);
}
