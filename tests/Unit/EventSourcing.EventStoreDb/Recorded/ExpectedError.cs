using EventSourcing.EventStoreDb.Client.Errors;
using EventSourcing.Persistence;
using EventSourcing.Tests.Wire;
using Grpc.Core;

namespace EventSourcing.Tests.EventStoreDb.Recorded;

/// <summary>Which error a recorded end of a call is for whoever calls, by wire/PROTOCOL.md (b).</summary>
internal static class ExpectedError
{
    public static Type Of(WireCall call, bool writes, bool changes = false)
    {
        if (call.Trailers.TryGetValue("exception", out var exception))
            return exception switch
            {
                "access-denied" => typeof(AccessDeniedException),
                "stream-deleted" => typeof(StreamDeletedException),
                "wrong-expected-version" => typeof(WrongExpectedRevisionException),
                "maximum-append-size-exceeded" => typeof(AppendTooLargeException),
                "not-leader" => typeof(NotLeaderException),
                "persistent-subscription-exists" => typeof(PersistentSubscriptionExistsException),
                "persistent-subscription-does-not-exist" => typeof(PersistentSubscriptionNotFoundException),
                "persistent-subscription-dropped" => typeof(PersistentSubscriptionDroppedException),
                "persistent-subscription-failed" => typeof(PersistentSubscriptionFailedException),
                "maximum-subscribers-reached" => typeof(MaximumSubscribersReachedException),
                "user-not-found" => typeof(UserNotFoundException),
                "user-conflict" => typeof(UserExistsException),
                "scavenge-not-found" => typeof(ScavengeNotFoundException),
                _ => typeof(PersistenceException),
            };
        if (call.Service.EndsWith(".Projections", StringComparison.Ordinal) && call.Status is { Code: 2 } status)
            return status.Details.Split(' ').SkipLast(1).LastOrDefault() switch
            {
                "NotFound" => typeof(ProjectionNotFoundException),
                "Conflict" => typeof(ProjectionExistsException),
                "OperationFailed" => typeof(ProjectionNotStoppedException),
                "NotAuthorized" => typeof(AccessDeniedException),
                _ => typeof(PersistenceException),
            };
        return (StatusCode?)call.Status?.Code switch
        {
            StatusCode.Unauthenticated => typeof(NotAuthenticatedException),
            StatusCode.PermissionDenied => typeof(AccessDeniedException),
            StatusCode.ResourceExhausted when writes => typeof(AppendTooLargeException),
            StatusCode.Unavailable when call.Status!.Details.StartsWith("Server", StringComparison.Ordinal) => typeof(StoreUnavailableException),
            StatusCode.Aborted or StatusCode.Cancelled or StatusCode.DeadlineExceeded or StatusCode.Unavailable when writes => typeof(AppendOutcomeUnknownException),
            StatusCode.Aborted or StatusCode.Cancelled or StatusCode.DeadlineExceeded or StatusCode.Unavailable or StatusCode.Internal when changes => typeof(CallOutcomeUnknownException),
            _ => typeof(PersistenceException),
        };
    }

    /// <summary>Whether the call had begun, and ended in a way that the client takes it up again by itself.</summary>
    public static bool IsTakenUpAgain(WireCall call) => call.Responses.Count > 0
        && !call.Trailers.ContainsKey("exception")
        && (StatusCode?)call.Status?.Code is StatusCode.OK or StatusCode.Cancelled or StatusCode.DeadlineExceeded or StatusCode.Aborted or StatusCode.Internal or StatusCode.Unavailable;

    /// <summary>Fails unless the call ends with an error of the expected type, and gives it back.</summary>
    public static async Task<PersistenceException> AssertAsync(Type expected, Func<Task> act)
    {
        var error = await Assert.ThrowsAnyAsync<PersistenceException>(act);
        Assert.IsType(expected, error, exactMatch: expected != typeof(PersistenceException));
        return error;
    }
}
