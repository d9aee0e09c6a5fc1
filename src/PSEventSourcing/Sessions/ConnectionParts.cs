namespace PSEventSourcing.Sessions;

/// <summary>Tells the part of a connection string that may be shown from the part that may not.</summary>
internal static class ConnectionParts
{
    /// <summary>Host and port. The string may be malformed, and hold a password with any characters, so everything up to
    /// the last '@' is left out.</summary>
    public static string? Address(string? connectionString)
    {
        if (connectionString is null)
            return null;
        var rest = connectionString[(connectionString.LastIndexOf('@') + 1)..];
        rest = rest[(rest.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? scheme + 3 : 0)..];
        return rest.Split('/', '?')[0];
    }

    /// <summary>User name and password: what stands before the last '@'.</summary>
    public static string? Secret(string? connectionString)
    {
        if (connectionString?.LastIndexOf('@') is not (>= 0 and var end))
            return null;
        var scheme = connectionString.IndexOf("://", StringComparison.Ordinal);
        return connectionString[(scheme < 0 || scheme > end ? 0 : scheme + 3)..end];
    }
}
