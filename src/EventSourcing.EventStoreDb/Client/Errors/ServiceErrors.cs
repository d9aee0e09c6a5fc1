using EventSourcing.Persistence;
using Grpc.Core;

namespace EventSourcing.EventStoreDb.Client.Errors;

/// <summary>The errors of the services beside streams: most say in the trailer <c>exception</c> what happened, projections
/// only in the text of an unknown error (wire/PROTOCOL.md, b).</summary>
internal static class ServiceErrors
{
    private const string ProjectionText = "Envelope callback expected ";
    private const string ProjectionCalls = "projections.";

    /// <summary>The library's words for the bare HTTP answer of a node without the service; a method that a service does not
    /// have is another text.</summary>
    private const string NoService = "HTTP status code: 404";

    /// <returns><see langword="null"/> where it is none of them.</returns>
    public static PersistenceException? From(RpcException error, CallDescription call)
    {
        // What a caller asked for comes before what a trailer repeats of it: trailers are ASCII.
        var stream = call.Stream ?? error.Trailers.GetValue("stream-name") ?? "";
        var group = call.Target ?? error.Trailers.GetValue("group-name") ?? "";
        var login = call.Target ?? error.Trailers.GetValue("login-name") ?? "";
        return error.Trailers.GetValue("exception") switch
        {
            "persistent-subscription-exists" => new PersistentSubscriptionExistsException(stream, group, error),
            "persistent-subscription-does-not-exist" => new PersistentSubscriptionNotFoundException(stream, group, error),
            "persistent-subscription-dropped" => new PersistentSubscriptionDroppedException(stream, group, error),
            "persistent-subscription-failed" => new PersistentSubscriptionFailedException(stream, group, error.Trailers.GetValue("reason") ?? error.Status.Detail, error),
            "maximum-subscribers-reached" => new MaximumSubscribersReachedException(stream, group, error),
            "user-not-found" => new UserNotFoundException(login, error),
            // Also what a write that ran out of time is called, with another status.
            "user-conflict" when error.StatusCode != StatusCode.DeadlineExceeded => new UserExistsException(login, error),
            "scavenge-not-found" => new ScavengeNotFoundException(call.Target ?? "", error.Trailers.GetValue("scavenge-id"), error),
            null when error.StatusCode == StatusCode.Unknown && error.Status.Detail.StartsWith(ProjectionText, StringComparison.Ordinal) => OfProjection(error, call),
            null when error.StatusCode == StatusCode.Unimplemented && error.Status.Detail.EndsWith(NoService, StringComparison.Ordinal) && IsOfProjections(call) => new ProjectionsDisabledException(call.Endpoint, error),
            _ => null,
        };
    }

    private static bool IsOfProjections(CallDescription call) => call.Operation.StartsWith(ProjectionCalls, StringComparison.Ordinal);

    private static PersistenceException? OfProjection(RpcException error, CallDescription call)
    {
        var name = call.Target ?? "";
        bool Received(string what) => error.Status.Detail.EndsWith($"received {what} instead", StringComparison.Ordinal);
        if (Received("NotFound"))
            return new ProjectionNotFoundException(name, error);
        // What a creation fails with where one of the name has completed: a name is all that can be wrong then.
        if (Received("Conflict") || (call.Operation == ProjectionCalls + "create" && Received("OperationFailed")))
            return new ProjectionExistsException(name, error);
        if (Received("OperationFailed"))
            return new ProjectionNotStoppedException(name, error);
        return Received("NotAuthorized") ? RpcErrors.Denied(call, error) : null;
    }
}
