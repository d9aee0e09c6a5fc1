using System.Diagnostics;

namespace EventSourcing.Snapshots;

/// <summary>What happens to snapshots behind the back of a caller, told to whoever listens to the activities of
/// <c>EventSourcing</c>.</summary>
internal static class SnapshotActivity
{
    private static readonly ActivitySource Source = new("EventSourcing");

    /// <summary>A snapshot is being taken, until the activity is disposed.</summary>
    public static Activity? Begin(string stream, long revision) =>
        Tagged(Source.StartActivity("snapshot"), Snapshot.StreamOf(stream), revision);

    /// <summary>Taking it has failed.</summary>
    public static void Failed(Activity? activity, Exception error) =>
        activity?.SetStatus(ActivityStatusCode.Error, error.Message).AddException(error);

    /// <summary>A snapshot was found, and left aside.</summary>
    public static void Ignored(Snapshot snapshot, string reason)
    {
        using var activity = Tagged(Source.StartActivity("snapshot ignored"), snapshot.Stored.Stream, snapshot.Last.Revision);
        activity?.SetStatus(ActivityStatusCode.Error, reason);
    }

    private static Activity? Tagged(Activity? activity, string stream, long revision) =>
        activity?.SetTag("eventsourcing.stream", stream).SetTag("eventsourcing.revision", revision);
}
