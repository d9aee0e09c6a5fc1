namespace EventStoreDb.Emulator.Services;

/// <summary>
/// A request that the server chokes on. Left to fall through the gRPC layer, it becomes the status the server
/// answers: UNKNOWN "Exception was thrown by handler.", or the text of a BadRequest in BatchAppend.
/// </summary>
internal sealed class MalformedRequestException(string message) : Exception(message);
