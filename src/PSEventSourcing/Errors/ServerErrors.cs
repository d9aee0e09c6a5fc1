using System.Management.Automation;
using EventSourcing.EventStoreDb.Client.Errors;
using static PSEventSourcing.Errors.ErrorEntry;

namespace PSEventSourcing.Errors;

/// <summary>The part of <see cref="ErrorTable"/> for errors that the client of EventStoreDB alone has. Looked at only when
/// there is such an error, because it needs the client's assembly.</summary>
internal static class ServerErrors
{
    public static IReadOnlyList<ErrorEntry> Entries { get; } =
    [
        Of<NotLeaderException>(new("NotLeader", ErrorCategory.ResourceUnavailable,
            "The node is not the leader of its cluster, and only the leader does what was asked for.",
            "Connect to the whole cluster, or to the node that the message names; Get-EventStoreNode shows the leader.")),
        Of<CallOutcomeUnknownException>(new("CallOutcomeUnknown", ErrorCategory.OperationTimeout,
            "A change was sent to the server, and no answer came.",
            "Look whether it happened before you try again.")),
        Of<SecureConnectionRequiredException>(new("SecureConnectionRequired", ErrorCategory.SecurityError,
            "The node runs without TLS, and such a node has no users.",
            "Connect to a node that runs with TLS, without tls=false in the connection string.", EndsPipeline: true)),
        Of<PersistentSubscriptionExistsException>(new("PersistentSubscriptionAlreadyExists", ErrorCategory.ResourceExists,
            "The stream has a persistent subscription of the group already. Nothing was changed.",
            "Change it with Set-PersistentSubscription, or choose another group.")),
        Of<PersistentSubscriptionNotFoundException>(new("PersistentSubscriptionNotFound", ErrorCategory.ObjectNotFound,
            "The stream has no persistent subscription of the group.",
            "Check the stream and the group, which are case-sensitive; Get-PersistentSubscription shows those there are.")),
        Of<MaximumSubscribersReachedException>(new("MaximumSubscribersReached", ErrorCategory.LimitsExceeded,
            "The persistent subscription has as many readers as it allows.",
            "End another reader, or raise the number with Set-PersistentSubscription -MaxSubscriberCount.")),
        Of<PersistentSubscriptionDroppedException>(new("PersistentSubscriptionDropped", ErrorCategory.ConnectionError,
            "The server ended the reading of a persistent subscription: it was changed or removed, or all were restarted.",
            "If it is still there, receive again; what was not acknowledged comes again.")),
        Of<PersistentSubscriptionFailedException>(new("PersistentSubscriptionFailed", ErrorCategory.InvalidOperation,
            "The server refused what was asked of a persistent subscription.",
            "See the message for the server's reason.")),
        Of<ProjectionExistsException>(new("ServerProjectionAlreadyExists", ErrorCategory.ResourceExists,
            "There is a projection of the name already. Nothing was changed.",
            "Change it with Set-ServerProjection, or choose another name.")),
        Of<ProjectionNotFoundException>(new("ServerProjectionNotFound", ErrorCategory.ObjectNotFound,
            "There is no projection of the name.",
            "Check the name, which is case-sensitive; Get-ServerProjection shows those there are.")),
        Of<ProjectionNotStoppedException>(new("ServerProjectionNotStopped", ErrorCategory.ResourceBusy,
            "The projection runs, and must be stopped for what was asked for.",
            "Stop it with Disable-ServerProjection, or have Remove-ServerProjection -Force do that.")),
        Of<ProjectionsDisabledException>(new("ServerProjectionsDisabled", ErrorCategory.NotEnabled,
            "The node runs without projections.",
            "Start the node with --run-projections=All, or connect to one that runs them.", EndsPipeline: true)),
        Of<ScavengeNotFoundException>(new("ScavengeNotFound", ErrorCategory.ObjectNotFound,
            "No such scavenge runs on the node.",
            "The message says which does; each node of a cluster has scavenges of its own.")),
        Of<ScavengeImpossibleException>(new("ScavengeImpossible", ErrorCategory.InvalidOperation,
            "The node keeps its database in memory, and cannot scavenge. Nothing was started.",
            "Nothing needs to be done: what is in memory takes no disk. If the database is on disk, try again when what works on its files is done.")),
        Of<UserExistsException>(new("UserAlreadyExists", ErrorCategory.ResourceExists,
            "There is a user of the login name already. Nothing was changed.",
            "Change it with Set-EventStoreUser, or choose another login name.")),
        Of<UserNotFoundException>(new("UserNotFound", ErrorCategory.ObjectNotFound,
            "There is no user of the login name.",
            "Check the login name, which is case-sensitive; Get-EventStoreUser shows those there are.")),
    ];
}
