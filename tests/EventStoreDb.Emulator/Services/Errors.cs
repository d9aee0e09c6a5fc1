using System.Globalization;
using EventStoreDb.Emulator.Store;
using Grpc.Core;

namespace EventStoreDb.Emulator.Services;

/// <summary>Failed calls as the server reports them: status, text, and trailers that say what happened.</summary>
internal static class Errors
{
    public const string NotReadyText = "Server Is Not Ready";

    private const string Reason = "exception";
    private const string StreamNameKey = "stream-name";

    public static RpcException AccessDenied() =>
        Fail(StatusCode.PermissionDenied, "Access Denied", (Reason, "access-denied"));

    public static RpcException StreamDeleted(string stream) => Fail(
        StatusCode.FailedPrecondition,
        $"Event stream '{stream}' is deleted.",
        (Reason, "stream-deleted"),
        (StreamNameKey, stream));

    public static RpcException NotReady() => Fail(StatusCode.Unavailable, NotReadyText);

    public static RpcException NotLeader(string leaderHost, int leaderPort) => Fail(
        StatusCode.NotFound,
        "Leader info available",
        (Reason, "not-leader"),
        ("leader-endpoint-host", leaderHost),
        ("leader-endpoint-port", leaderPort.ToString(CultureInfo.InvariantCulture)));

    public static RpcException PersistentSubscriptionsNotRunning() => Fail(
        StatusCode.Internal, "Persistent subscriptions are not running on this node.", (Reason, "persistent-subscription-failed"));

    public static RpcException TimedOut(string what) => Fail(StatusCode.Aborted, $"Operation timed out: {what}");

    public static RpcException DeadlineExceeded() => Fail(StatusCode.DeadlineExceeded, "Deadline Exceeded");

    /// <summary>A write that came to nothing, or may have, where that is said in a status.</summary>
    public static RpcException Refused(WriteOutcome outcome, string stream) => outcome switch
    {
        WriteOutcome.NotReady => NotReady(),
        WriteOutcome.NotLeader leader => NotLeader(leader.Host, leader.Port),
        WriteOutcome.TimedOut late => TimedOut(late.What),
        _ => StreamDeleted(stream),
    };

    public static RpcException WrongExpectedVersion(string stream, long expected, long actual) => Fail(
        StatusCode.FailedPrecondition,
        string.Create(
            CultureInfo.InvariantCulture,
            $"Delete failed due to WrongExpectedVersion. Stream: {stream}, Expected version: {expected}, Actual version: {actual}"),
        (Reason, "wrong-expected-version"),
        (StreamNameKey, stream),
        ("expected-version", expected.ToString(CultureInfo.InvariantCulture)),
        ("actual-version", actual.ToString(CultureInfo.InvariantCulture)));

    public static RpcException MaximumAppendSizeExceeded(int maximum) => Fail(
        StatusCode.InvalidArgument,
        string.Create(CultureInfo.InvariantCulture, $"Maximum Append Size of {maximum} Exceeded."),
        (Reason, "maximum-append-size-exceeded"),
        ("maximum-append-size", maximum.ToString(CultureInfo.InvariantCulture)));

    public static RpcException RequiredMetadataMissing(string key) => Fail(
        StatusCode.InvalidArgument,
        $"Required Metadata Property '{key}' is missing",
        (Reason, "missing-required-metadata-property"),
        ("required-metadata-properties", "type,content-type"));

    /// <summary>The server's text names its own generated types; clients may see it, so it is kept.</summary>
    public static RpcException NotValid(string value, string serverType) => Fail(
        StatusCode.InvalidArgument, $"'{value}' is not a valid EventStore.Client.Streams.{serverType}");

    public static RpcException InvalidCombination(params ReadOnlySpan<string> options) => Fail(
        StatusCode.InvalidArgument, $"The combination of ({string.Join(", ", options!)}) is invalid.");

    public static RpcException ReadFailed(string what) => Fail(StatusCode.Unknown, $"Unexpected {what}: Error");

    public static RpcException ConsumerTooSlow() =>
        TimedOut("Consumer too slow to handle event while live. Client resubscription required.");

    public static RpcException UserNotFound(string login) => Fail(
        StatusCode.NotFound, $"User '{login}' is not found.", (Reason, "user-not-found"), ("login-name", login));

    public static RpcException UserConflict(string login) => Fail(
        StatusCode.FailedPrecondition, "Conflict.", (Reason, "user-conflict"), ("login-name", login));

    /// <param name="running">The scavenge that runs, if any: not the one that was asked for.</param>
    public static RpcException ScavengeNotFound(string running) => Fail(
        StatusCode.NotFound, "Scavenge id was invalid.", (Reason, "scavenge-not-found"), ("scavenge-id", running));

    /// <summary>Any failed call: what is not said here is said by the services themselves.</summary>
    public static RpcException Fail(StatusCode code, string text, params ReadOnlySpan<(string Key, string Value)> trailers)
    {
        var metadata = new Metadata();
        foreach (var (key, value) in trailers)
        {
            // What would be empty is not sent.
            if (value.Length > 0)
            {
                metadata.Add(key, value);
            }
        }

        return new RpcException(new Status(code, text), metadata);
    }
}
