using EventStoreDb.Emulator.Services;
using Grpc.Core;

namespace EventStoreDb.Emulator.Persistent;

/// <summary>Errors that name a group.</summary>
internal static class PersistentErrors
{
    public static RpcException Exists(GroupKey key) =>
        Fail(key, StatusCode.AlreadyExists, $"{Name(key)} exists.", "persistent-subscription-exists");

    public static RpcException DoesNotExist(GroupKey key) =>
        Fail(key, StatusCode.NotFound, $"{Name(key)} does not exist.", "persistent-subscription-does-not-exist");

    public static RpcException Dropped(GroupKey key) =>
        Fail(key, StatusCode.Cancelled, $"{Name(key)} was dropped.", "persistent-subscription-dropped");

    public static RpcException Refused(GroupKey key, string reason) =>
        Fail(key, StatusCode.Internal, $"{Name(key)} failed: '{reason}'", "persistent-subscription-failed", ("reason", reason));

    public static RpcException MaximumReached(GroupKey key) => Fail(
        key,
        StatusCode.FailedPrecondition,
        $"Maximum subscriptions reached for subscription group {key.Group} on stream {key.Stream}.",
        "maximum-subscribers-reached");

    /// <param name="act">What was to be done with the group.</param>
    public static RpcException IsTheLog(string act) => Errors.Fail(
        StatusCode.Unknown,
        $"Envelope callback expected either {act}PersistentSubscriptionToAllCompleted or NotHandled, received {act}PersistentSubscriptionToStreamCompleted instead");

    private static string Name(GroupKey key) => $"Subscription group {key.Group} on stream {key.Stream}";

    private static RpcException Fail(
        GroupKey key, StatusCode code, string text, string exception, params ReadOnlySpan<(string Key, string Value)> more) =>
        Errors.Fail(code, text, [("exception", exception), ("stream-name", key.Stream), ("group-name", key.Group), .. more]);
}
