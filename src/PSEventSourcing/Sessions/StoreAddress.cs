using System.Diagnostics.CodeAnalysis;

namespace PSEventSourcing.Sessions;

/// <summary>Finds the part of a connection string that may be shown.</summary>
internal static class StoreAddress
{
    /// <summary>Host and port. The string may be malformed, and hold a password with any characters, so everything up to
    /// the last '@' is left out.</summary>
    [return: NotNullIfNotNull(nameof(connectionString))]
    public static string? Of(string? connectionString)
    {
        if (connectionString is null)
            return null;
        var rest = connectionString[(connectionString.LastIndexOf('@') + 1)..];
        rest = rest[(rest.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? scheme + 3 : 0)..];
        return rest.Split('/', '?')[0];
    }
}
