namespace PSEventSourcing.Tests.Hosting;

/// <summary>A node with TLS, and an administrator of it.</summary>
/// <param name="ConnectionString">Where it is, without user and password.</param>
/// <param name="User">The administrator's login name.</param>
/// <param name="Password">The administrator's password.</param>
/// <param name="Authority">Its root certificate: PEM text, or a file.</param>
public sealed record SecureServer(string ConnectionString, string User, string Password, string? Authority)
{
    /// <summary>A script that connects as a user: <c>Connect-As name password</c>, and makes a password of text:
    /// <c>Secret text</c>.</summary>
    public string Script => $$"""
        function Secret([string] $text) { [System.Net.NetworkCredential]::new('', $text).SecurePassword }
        function Connect-As([string] $user, [string] $password) {
            Connect-EventStore '{{ConnectionString}}' -Credential ([pscredential]::new($user, (Secret $password))) -RootCertificate '{{Authority}}'
        }
        """;

    public static SecureServer Parse(string connectionString, string? authority)
    {
        var (begin, end) = (connectionString.IndexOf("://", StringComparison.Ordinal) + 3, connectionString.IndexOf('@', StringComparison.Ordinal));
        var user = connectionString[begin..end].Split(':');
        return new SecureServer(connectionString[..begin] + connectionString[(end + 1)..], Uri.UnescapeDataString(user[0]), Uri.UnescapeDataString(user[1]), authority);
    }
}
