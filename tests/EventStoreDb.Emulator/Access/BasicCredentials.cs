using System.Text;
using Microsoft.Extensions.Primitives;

namespace EventStoreDb.Emulator.Access;

/// <summary>The user name and password of an authorization header.</summary>
internal static class BasicCredentials
{
    // The server compares the scheme as it is written: "basic" counts as no credentials.
    private const string Scheme = "Basic ";

    /// <summary>Null for whatever counts as no credentials.</summary>
    /// <exception cref="FormatException">What follows the scheme is not base64, which the server answers with HTTP 500.</exception>
    public static (string Login, string Password)? Parse(StringValues authorization)
    {
        if (authorization is not [{ } header] || !header.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(Convert.FromBase64String(header[Scheme.Length..]));
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : (text[..colon], text[(colon + 1)..]);
    }
}
