namespace PSEventSourcing.Commands.PersistentSubscriptions.Parked;

/// <summary>The stream in which the server keeps links to the parked events of a persistent subscription.</summary>
internal static class ParkedStream
{
    public static string Of(string stream, string group) => $"$persistentsubscription-{stream}::{group}-parked";
}
