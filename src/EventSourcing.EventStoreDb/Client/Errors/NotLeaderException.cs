using System.Globalization;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Errors;

/// <summary>A node refused a call because it is not the leader of its cluster.</summary>
public sealed class NotLeaderException : PersistenceException
{
    internal NotLeaderException(Endpoint node, string? leaderHost, string? leaderPort, string? stream, Exception innerException)
        : base($"{node} is not the leader{Named(leaderHost, leaderPort)}. Connect to the leader, or to the whole cluster.", stream, innerException)
    {
        if (leaderHost is not null && int.TryParse(leaderPort, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            Leader = new Endpoint(leaderHost, port);
    }

    /// <summary>The leader as the node knows it, which may be one that has just died; <see langword="null"/> where it
    /// names none.</summary>
    public Endpoint? Leader { get; }

    private static string Named(string? host, string? port) => host is null ? "" : $"; it names {host}:{port}";
}
