using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Errors;

/// <summary>What errors and traces have to tell about a call.</summary>
/// <param name="Operation">The call, for traces and measurements: its service and method.</param>
/// <param name="Name">The call, for messages: "append", "read".</param>
/// <param name="Endpoint">The node it went to.</param>
/// <param name="User">The user it was made for.</param>
/// <param name="Writes">Whether it writes to a stream, so that a lost answer leaves that write's outcome unknown.</param>
/// <param name="Stream">The stream it concerns.</param>
/// <param name="Expected">What was demanded of the stream.</param>
/// <param name="Position">The position it began at.</param>
/// <param name="Target">What else it concerns by name: a group, a projection, a user, a scavenge.</param>
/// <param name="Changes">What it changes beside streams.</param>
internal sealed record CallDescription(
    string Operation,
    string Name,
    Endpoint Endpoint,
    UserCredentials? User,
    bool Writes = false,
    string? Stream = null,
    ExpectedRevision? Expected = null,
    Position? Position = null,
    string? Target = null,
    Changes Changes = Changes.Nothing)
{
    public string Subject => Stream is null ? Name : $"{Name} of '{Stream}'";

    /// <summary>Whether it may be made again though it may have been carried out.</summary>
    public bool IsRepeatable => !Writes && Changes != Changes.Once;
}
