using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.Persistence;
using EventSourcing.Tests.EventStoreDb.Scripted;
using Grpc.Core;

namespace EventSourcing.Tests.EventStoreDb.Client;

/// <summary>Errors that come as a status with trailers.</summary>
public sealed class FailedDeleteTests : IAsyncLifetime
{
    private ScriptedServer _server = null!;
    private EventStoreDbClient _client = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await ScriptedServer.StartAsync();
        _client = new(EventStoreDbClientSettings.Parse($"esdb://localhost:{_server.Port}?tls=false") with { RetryDelay = TimeSpan.FromMilliseconds(1) });
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(StatusCode.Unavailable, "Server Is Not Ready", null, typeof(StoreUnavailableException))]
    [InlineData(StatusCode.Unauthenticated, "Unauthenticated", null, typeof(NotAuthenticatedException))]
    [InlineData(StatusCode.PermissionDenied, "Access Denied", "access-denied", typeof(AccessDeniedException))]
    [InlineData(StatusCode.FailedPrecondition, "Event stream 's' is deleted.", "stream-deleted", typeof(StreamDeletedException))]
    [InlineData(StatusCode.Aborted, "Operation timed out: Prepare phase timeout.", null, typeof(AppendOutcomeUnknownException))]
    [InlineData(StatusCode.Unknown, "Exception was thrown by handler.", null, typeof(PersistenceException))]
    public async Task A_failed_delete_is_the_error_it_is(StatusCode status, string detail, string? exception, Type expected)
    {
        _server.Fail("Delete", status, detail, exception is null ? [] : [("exception", exception)]);

        var deleted = _client.DeleteAsync("s", ExpectedRevision.Any, Cancel);
        Assert.IsType(expected, await Record.ExceptionAsync(() => deleted));
    }

    [Fact]
    public async Task A_wrong_revision_in_trailers_tells_both()
    {
        _server.Fail("Delete", StatusCode.FailedPrecondition, "WrongExpectedVersion", ("exception", "wrong-expected-version"), ("stream-name", "s"), ("expected-version", "4"), ("actual-version", "9"));

        var error = await Assert.ThrowsAsync<WrongExpectedRevisionException>(() => _client.DeleteAsync("s", ExpectedRevision.Exactly(4), Cancel));

        Assert.Equal((4L, 9L), (error.Expected.Revision, error.Actual));
    }
}
