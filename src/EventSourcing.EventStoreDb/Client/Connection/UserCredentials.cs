using System.Text;

namespace EventSourcing.EventStoreDb.Client.Connection;

/// <summary>A user name and password. The password shows nowhere.</summary>
public sealed class UserCredentials
{
    /// <summary>Creates credentials.</summary>
    /// <param name="userName">The user's login name; it cannot hold a colon.</param>
    /// <param name="password">The password.</param>
    public UserCredentials(string userName, string password)
    {
        if (string.IsNullOrEmpty(userName) || userName.Contains(':', StringComparison.Ordinal))
            throw new ArgumentException("A user name must not be empty or hold a colon.", nameof(userName));
        ArgumentNullException.ThrowIfNull(password);
        UserName = userName;
        Authorization = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{userName}:{password}"));
    }

    /// <summary>The user's login name.</summary>
    public string UserName { get; }

    /// <summary>The value of the <c>authorization</c> header: a secret.</summary>
    internal string Authorization { get; }

    /// <summary>The user's name alone.</summary>
    public override string ToString() => UserName;
}
