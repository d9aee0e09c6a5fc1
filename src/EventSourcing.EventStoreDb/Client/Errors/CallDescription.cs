using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Errors;

/// <summary>What an error has to tell about the call it happened in.</summary>
/// <param name="Name">The call, for messages: "append", "read".</param>
/// <param name="Endpoint">The node it went to.</param>
/// <param name="User">The user it was made for.</param>
/// <param name="Writes">Whether it changes something, so that a lost answer leaves its outcome unknown.</param>
/// <param name="Stream">The stream it concerns.</param>
/// <param name="Expected">What was demanded of the stream.</param>
/// <param name="Position">The position it began at.</param>
internal sealed record CallDescription(
    string Name,
    Endpoint Endpoint,
    UserCredentials? User,
    bool Writes = false,
    string? Stream = null,
    ExpectedRevision? Expected = null,
    Position? Position = null)
{
    public string Subject => Stream is null ? Name : $"{Name} of '{Stream}'";
}
