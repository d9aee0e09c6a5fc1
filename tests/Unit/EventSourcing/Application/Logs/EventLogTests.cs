using EventSourcing.Domain;
using EventSourcing.Persistence;
using EventSourcing.Persistence.InMemory;
using EventSourcing.Tests.Domain;

namespace EventSourcing.Tests.Applications.Logs;

public sealed class EventLogTests : IAsyncDisposable
{
    private readonly InMemoryRecorder _store = new();
    private readonly EventLog<AuditEntry> _log;

    public EventLogTests() => _log = new Repository(_store).Log<AuditEntry>("audit");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task What_is_appended_is_read_back_in_order_by_a_log_of_the_same_name()
    {
        Assert.Equal(0, (await _log.AppendAsync(new AuditEntry.LoggedIn("ann"), Cancel)).Revision);
        Assert.Equal(2, (await _log.AppendAsync([new AuditEntry.LoggedIn("bob"), new AuditEntry.LoggedOut("ann")], Cancel)).Revision);

        var again = new Repository(_store).Log<AuditEntry>("audit");

        AuditEntry[] expected = [new AuditEntry.LoggedIn("ann"), new AuditEntry.LoggedIn("bob"), new AuditEntry.LoggedOut("ann")];
        Assert.Equal(expected, await again.ReadAsync(cancel: Cancel).Select(logged => logged.Data).ToListAsync(Cancel));
        Assert.Empty(await new Repository(_store).Log<AuditEntry>("other").ReadAsync(cancel: Cancel).ToListAsync(Cancel));
    }

    [Theory]
    [InlineData(null, null, ReadDirection.Forwards, "0 1 2 3 4 5")]
    [InlineData(2, null, ReadDirection.Forwards, "2 3 4 5")]
    [InlineData(null, 2, ReadDirection.Forwards, "0 1 2")]
    [InlineData(2, 4, ReadDirection.Forwards, "2 3 4")]
    [InlineData(4, 2, ReadDirection.Forwards, "")]
    [InlineData(4, 90, ReadDirection.Forwards, "4 5")]
    [InlineData(90, null, ReadDirection.Forwards, "")]
    [InlineData(null, null, ReadDirection.Backwards, "5 4 3 2 1 0")]
    [InlineData(3, null, ReadDirection.Backwards, "3 2 1 0")]
    [InlineData(null, 3, ReadDirection.Backwards, "5 4 3")]
    [InlineData(4, 2, ReadDirection.Backwards, "4 3 2")]
    [InlineData(2, 4, ReadDirection.Backwards, "")]
    [InlineData(90, 4, ReadDirection.Backwards, "5 4")]
    public async Task It_is_read_from_and_to_a_revision_in_both_directions(int? from, int? to, ReadDirection direction, string revisions)
    {
        await _log.AppendAsync([.. Enumerable.Range(0, 6).Select(i => new AuditEntry.LoggedIn($"{i}"))], Cancel);

        var read = await _log.ReadAsync(from, to, direction, Cancel).ToListAsync(Cancel);

        Assert.Equal(revisions, string.Join(' ', read.Select(logged => logged.Revision)));
        Assert.All(read, logged => Assert.Equal(new AuditEntry.LoggedIn($"{logged.Revision}"), logged.Data));
    }

    [Fact]
    public async Task Its_first_and_last_event_are_had_at_once()
    {
        Assert.Null(await _log.FirstAsync(Cancel));
        Assert.Null(await _log.LastAsync(Cancel));

        await _log.AppendAsync([new AuditEntry.LoggedIn("ann"), new AuditEntry.LoggedIn("bob"), new AuditEntry.LoggedOut("bob")], Cancel);

        Assert.Equal((0L, new AuditEntry.LoggedIn("ann")), await _log.FirstAsync(Cancel) is { } first ? (first.Revision, first.Data) : default);
        Assert.Equal((2L, new AuditEntry.LoggedOut("bob")), await _log.LastAsync(Cancel) is { } last ? (last.Revision, last.Data) : default);
    }

    [Fact]
    public async Task An_expected_revision_is_demanded_where_one_is_given()
    {
        await _log.AppendAsync(new AuditEntry.LoggedIn("ann"), ExpectedRevision.NoStream, Cancel);
        await _log.AppendAsync([new AuditEntry.LoggedOut("ann")], ExpectedRevision.Exactly(0), Cancel);

        var error = await Assert.ThrowsAsync<WrongExpectedRevisionException>(() => _log.AppendAsync(new AuditEntry.LoggedIn("bob"), ExpectedRevision.Exactly(0), Cancel));

        Assert.Equal(("audit", 1L), (error.Stream, error.Actual));
        Assert.Equal(1, (await _log.LastAsync(Cancel))!.Revision);
    }

    [Fact]
    public async Task Events_have_their_ids_time_correlation_and_cause_as_those_of_aggregates()
    {
        using (new EventContext { CorrelationId = "order-7", CausationId = "command-1" }.Enter())
            await _log.AppendAsync(new AuditEntry.LoggedIn("ann"), Cancel);

        var logged = (await _log.LastAsync(Cancel))!;

        Assert.Equal(("order-7", "command-1"), (logged.Metadata.CorrelationId, logged.Metadata.CausationId));
        Assert.NotNull(logged.Metadata.Time);
        Assert.Equal(("AuditEntry.LoggedIn", logged.Id), (logged.Recorded.Type, logged.Recorded.Id));
        Assert.Equal(7, logged.Id.Version);
    }

    [Fact]
    public async Task Raised_first_an_event_can_be_appended_again_after_an_unknown_outcome_and_is_there_once()
    {
        var losing = new Repository(new LosingAnswers(_store)).Log<AuditEntry>("audit");
        var raised = losing.Raise(new AuditEntry.LoggedIn("ann"));

        await Assert.ThrowsAsync<AppendOutcomeUnknownException>(() => losing.AppendAsync([raised], ExpectedRevision.Any, Cancel));
        await _log.AppendAsync([raised], ExpectedRevision.Any, Cancel);

        Assert.Equal(raised.Id, (await _log.ReadAsync(cancel: Cancel).SingleAsync(Cancel)).Id);
    }

    [Fact]
    public async Task An_event_it_could_not_read_back_is_refused_before_it_is_written()
    {
        var error = await Assert.ThrowsAsync<EventSourcingException>(() => _log.AppendAsync(new StrayEntry("ann"), Cancel));

        Assert.Contains("Nest StrayEntry in AuditEntry", error.Message, StringComparison.Ordinal);
        Assert.Null(await _log.LastAsync(Cancel));
    }

    [Fact]
    public async Task A_log_can_be_of_one_class_of_events()
    {
        var log = new Repository(_store).Log<StrayEntry>("strays");

        await log.AppendAsync(new StrayEntry("ann"), Cancel);

        Assert.Equal(new StrayEntry("ann"), (await log.LastAsync(Cancel))!.Data);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" audit")]
    [InlineData("$audit")]
    [InlineData("snapshot-audit")]
    public void A_name_that_readers_could_not_see_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => new Repository(_store).Log<AuditEntry>(name));
}
