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
    public void A_query_that_fails_at_an_event_says_where_and_keeps_what_it_had()
    {
        Append("dog-1", "Barked", "{}");
        Append("dog-1", "Slept", "{}");
        var projection = Begin(
            "fromStream('dog-1').when({ $init: () => ({ n: 0 }), Barked: s => { s.n++ }, Slept: () => { throw new Error('no') } })");

        var statistics = projection.Statistics();
        Assert.Equal(("Faulted (Enabled)", "dog-1: 0", "dog-1: 0"), (statistics.Status, statistics.Position, statistics.LastCheckpoint));
        Assert.StartsWith("The test projection failed to process an event.\r\n", statistics.Reason, StringComparison.Ordinal);
        Assert.EndsWith("Event Position: dog-1: 1\r\n\r\nMessage:\r\n\r\nno", statistics.Reason, StringComparison.Ordinal);
        Assert.Equal("""{"n":1}""", State(projection, ""));

        projection.Disable(abort: false);
        Assert.Equal(("Stopped/Faulted", ""), (projection.Statistics().Status, projection.Statistics().Reason));
    }

    [Theory]
    [InlineData("fromStream(", "Unexpected end of input (<anonymous>:1:12)")]
    [InlineData("1 + 1", "None of streams and categories are included")]
    [InlineData("fromAll(); fromStream('a')", "Both FromAll and specific categories/streams cannot be set")]
    [InlineData("fromStreams(['a', 'b']).foreachStream().when({})", "Property 'foreachStream' of object is not a function")]
    [InlineData("fromAll().partitionBy(e => e.streamId).outputState()", "Property 'outputState' of object is not a function")]
    [InlineData("fromAll().partitionBy()", "partitionBy")]
    [InlineData("fromAll().when({}).when({})", "Property 'when' of object is not a function")]
    [InlineData("fromAll().when({}).transformBy(1)", "expected function")]
    [InlineData("fromStream(1)", "stream")]
    public void A_query_that_is_none_is_a_fault_and_nobody_to_ask(string query, string reason)
    {
        var projection = Begin(query);

        var statistics = projection.Statistics();
        Assert.Equal(("Faulted", reason), (statistics.Status, statistics.Reason));
        Assert.Equal((-1, -1, ""), (statistics.Version, statistics.Epoch, statistics.Position));
        Assert.Null(projection.StateOf("", result: false, out var isQueryBroken));
        Assert.True(isQueryBroken);
        Assert.True(projection.MayBeDeleted);
    }

    [Fact]
    public void A_query_that_says_nothing_of_events_takes_in_all_and_keeps_the_last_one()
    {
        Append("dog-1", "Barked", """{"n":1}""");
        Append("dog-2", "Barked", """{"n":2}""");
        var projection = Begin("fromStreams('dog-1', 'dog-2')");

        Assert.Equal("""{"n":2}""", State(projection, ""));
        Assert.Equal("dog-1: 0; dog-2: 0; ", projection.Statistics().Position);
    }

    [Fact]
    public void Only_events_that_a_query_names_are_processed()
    {
        Append("dog-1", "Barked", "{}");
        Append("dog-1", "Slept", "{}");
        var projection = Begin("fromStream('dog-1').when({ Barked: s => { s.heard = true } })");

        Assert.Equal((1, "dog-1: 1"), (projection.Statistics().EventsProcessed, projection.Statistics().Position));
    }

    [Fact]
    public void A_stopped_projection_still_knows_its_state_and_an_aborted_one_is_stopped_by_being_disabled()
    {
        Append("dog-1", "Barked", "{}");
        var projection = Begin("fromStream('dog-1').when({ $init: () => ({ n: 0 }), $any: s => { s.n++ } })");

        projection.Disable(abort: true);
        Assert.Equal(("Aborted/Stopped", "dog-1: -1"), (projection.Statistics().Status, projection.Statistics().LastCheckpoint));
        Assert.False(projection.MayBeDeleted);
        Assert.Equal("""{"n":1}""", State(projection, ""));

        projection.Disable(abort: false);
        Assert.Equal("Stopped", projection.Statistics().Status);
        Assert.True(projection.MayBeDeleted);

        projection.Enable();
        projection.Disable(abort: false);
        Assert.Equal((3, "dog-1: 0"), (projection.Statistics().Version, projection.Statistics().LastCheckpoint));
        projection.Reset();
        Assert.Equal((5, 5, "dog-1: -1"), (projection.Statistics().Version, projection.Statistics().Epoch, projection.Statistics().Position));
        Assert.Null(State(projection, ""));
    }

    [Fact]
    public void A_broken_update_leaves_what_was_before_until_it_is_mended()
    {
        const string Query = "fromStream('dog-1').when({ $init: () => ({ n: 0 }), $any: s => { s.n++ } })";
        Append("dog-1", "Barked", "{}");
        var projection = Begin(Query);

        projection.Update("broken(", mayEmit: null);
        Assert.Equal(("Faulted/Stopped (Enabled)", 0L), (projection.Statistics().Status, projection.Statistics().Version));
        projection.Disable(abort: false);
        Assert.Equal("Faulted/Stopped", projection.Statistics().Status);
        projection.Update(Query, mayEmit: null);
        Assert.Equal(("Stopped", 3L, "dog-1: 0"), (projection.Statistics().Status, projection.Statistics().Version, projection.Statistics().Position));
        Assert.Equal("""{"n":1}""", State(projection, ""));
    }

    [Fact]
    public void Emitting_has_to_be_allowed()
    {
        Append("dog-1", "Barked", "{}");
        const string Query = "fromStream('dog-1').when({ $any: (s, e) => { linkTo('loud', e) } })";

        Assert.Equal("Faulted (Enabled)", Begin(Query).Statistics().Status);
        Assert.Equal("Running", Begin(Query, mayEmit: true).Statistics().Status);
        Assert.Equal("0@dog-1", Text("loud", 0));
    }

    /// <summary>As 23.10.8 does, whatever "no emit options" may be meant to say.</summary>
    [Fact]
    public void An_update_that_does_not_say_whether_to_emit_takes_it_away_and_it_is_written_down()
    {
        const string Query = "fromStream('dog-1').when({ $any: (s, e) => { linkTo('loud', e) } })";
        var projection = Begin(Query, mayEmit: true);
        Assert.Contains("\"emitEnabled\":true", Text("$projections-test", 0), StringComparison.Ordinal);

        projection.Update(Query, mayEmit: null);
        Assert.Contains("\"emitEnabled\":false", Text("$projections-test", 1), StringComparison.Ordinal);
        Append("dog-1", "Barked", "{}");
        Assert.Equal("Faulted (Enabled)", projection.Statistics().Status);

        projection.Update(Query, mayEmit: true);
        Assert.Equal("Running", projection.Statistics().Status);
        projection.End();
        Assert.Contains("\"deleting\":true", Text("$projections-test", 3), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ProjectionKind.OneTime, 0)]
    [InlineData(ProjectionKind.Transient, -1)]
    public void What_runs_once_completes_and_is_to_be_stopped_before_it_is_deleted(object kind, long written)
    {
        Append("dog-1", "Barked", "{}");
        var projection = new Projection(
            _database, new ProjectionDefinition("once", (ProjectionKind)kind, "fromStream('dog-1').when({ $init: () => ({ n: 0 }), $any: s => { s.n++ } })", false, false), _time);
        projection.Begin(isEnabled: true);
        Append("dog-1", "Barked", "{}");

        Assert.Equal(("Completed/Stopped/Writing results", "Phase: 1 (completed)"), (projection.Statistics().Status, projection.Statistics().Position));
        Assert.Equal("""{"n":1}""", State(projection, ""));
        Assert.Equal(written, _database.LastRevisionOf("$projections-once"));
        Assert.False(projection.MayBeDeleted);
        projection.Disable(abort: false);
        Assert.True(projection.MayBeDeleted);
    }

    [Fact]
    public void Events_of_JSON_without_data_are_not_seen()
    {
        Append("dog-1", "Barked", "");
        Append("dog-1", "Barked", "{}");

        Assert.Equal("""{"n":1}""", State(Begin("fromStream('dog-1').when({ $init: () => ({ n: 0 }), $any: s => { s.n++ } })"), ""));
    }

    [Fact]
    public void Standard_projections_link_to_what_users_wrote()
    {
        var all = StandardProjection.All.Select(standard => new Projection(
            _database, new ProjectionDefinition(standard.Name, ProjectionKind.Continuous, "", true, false, standard.Index), _time)).ToList();
        Append("dog-1", "Barked", "{}");
        Append("dog-1", "Slept", "{}");
        all.ForEach(projection => projection.Begin(isEnabled: true));

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
        projection.Begin(isEnabled: true);
        return projection;
    }

    private string Text(string stream, long revision) => Encoding.UTF8.GetString(
        _database.ReadStream(stream, revision, 1, backwards: false).Events.Single().Content.Data.Span);

    private void Append(string stream, string type, string data) => _database.Append(
        stream, ExpectedRevision.Any, [new ProposedEvent(Guid.NewGuid(), type, true, Encoding.UTF8.GetBytes(data), default)]);
}
