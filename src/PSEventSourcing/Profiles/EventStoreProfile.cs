using System.Text.Json.Serialization;

namespace PSEventSourcing.Profiles;

/// <summary>A store that was saved under a name, to be connected to by it. It holds no secrets.</summary>
public sealed record EventStoreProfile
{
    /// <summary>The name.</summary>
    [JsonIgnore]
    public string Name { get; init; } = "";

    /// <summary>Where EventStoreDB is and how to connect, without user and password; nothing where the store is a
    /// file.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>The full path of the SQLite file; nothing where the store is a server.</summary>
    public string? Path { get; init; }

    /// <summary>The root certificates to trust: PEM text, or the full path of a file that holds it.</summary>
    public string? RootCertificate { get; init; }

    /// <summary>The user to connect as.</summary>
    public string? UserName { get; init; }

    /// <summary>The name of the secret, in SecretManagement, with the user's credential or password.</summary>
    public string? Secret { get; init; }

    /// <summary>The vault the secret is in; nothing: PowerShell looks in all.</summary>
    public string? Vault { get; init; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
