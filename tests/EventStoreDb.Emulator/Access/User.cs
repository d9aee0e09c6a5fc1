namespace EventStoreDb.Emulator.Access;

/// <summary>A user of a secure node. Passwords of a test double need no hash.</summary>
internal sealed record User(
    string Login, string FullName, IReadOnlyList<string> Groups, string Password, bool IsDisabled, DateTimeOffset LastUpdated);
