using System.Globalization;
using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Connection;

/// <summary>The options a connection string may hold, and how each is read.</summary>
internal static class ConnectionStringOptions
{
    private delegate EventStoreDbClientSettings Setter(EventStoreDbClientSettings settings, OptionValue value);

    private static readonly Dictionary<string, Setter> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["tls"] = (settings, value) => settings with { Tls = value.Boolean() },
        ["tlsVerifyCert"] = (settings, value) => settings with { TlsVerifyCert = value.Boolean() },
        ["tlsCaFile"] = (settings, value) => settings with { TlsCaFile = value.NotEmpty() },
        ["connectionName"] = (settings, value) => settings with { ConnectionName = value.HeaderText() },
        ["nodePreference"] = (settings, value) => settings with { NodePreference = value.OneOf<NodePreference>() },
        ["maxDiscoverAttempts"] = (settings, value) => settings with { MaxDiscoverAttempts = value.Number(1, orMinusOne: true) },
        ["discoveryInterval"] = (settings, value) => settings with { DiscoveryInterval = TimeSpan.FromMilliseconds(value.Number(0)) },
        ["gossipTimeout"] = (settings, value) => settings with { GossipTimeout = TimeSpan.FromMilliseconds(value.Number(1)) },
        ["defaultDeadline"] = (settings, value) => settings with { DefaultDeadline = value.Milliseconds(1) },
        ["keepAliveInterval"] = (settings, value) => settings with { KeepAliveInterval = value.Milliseconds(0) },
        ["keepAliveTimeout"] = (settings, value) => settings with { KeepAliveTimeout = value.Milliseconds(0) },
        ["throwOnAppendFailure"] = (settings, value) => settings with { ThrowOnAppendFailure = value.Boolean() },
        ["userCertFile"] = (settings, value) => settings with { UserCertFile = value.NotEmpty() },
        ["userKeyFile"] = (settings, value) => settings with { UserKeyFile = value.NotEmpty() },
    };

    public static EventStoreDbClientSettings Apply(EventStoreDbClientSettings settings, string query)
    {
        // An '@' behind the '?' may come from a password with a bare '?': then nothing of the query is repeated.
        var shown = !query.Contains('@', StringComparison.Ordinal);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
                throw ConnectionString.Wrong("its query holds something that is not option=value; in a user name or password write '?' as %3F");
            var name = Uri.UnescapeDataString(pair[..equals]).Trim();
            var value = new OptionValue(name, Uri.UnescapeDataString(pair[(equals + 1)..]).Trim(), shown);
            if (!Known.TryGetValue(name, out var set))
                throw ConnectionString.Wrong($"{(shown ? $"'{name}'" : "something in its query")} is not an option of it; the options are {string.Join(", ", Known.Keys)}");
            if (!seen.Add(name))
                throw ConnectionString.Wrong($"the option '{name}' is there twice");
            settings = set(settings, value);
        }

        return settings.UserCertFile is null == settings.UserKeyFile is null
            ? settings
            : throw ConnectionString.Wrong("it has only one of the options userCertFile and userKeyFile; both or neither are needed");
    }

    private sealed record OptionValue(string Name, string Text, bool Shown)
    {
        public bool Boolean() => bool.TryParse(Text, out var value) ? value : throw Refused("true or false");

        public string NotEmpty() => Text.Length > 0 ? Text : throw Refused("the path of a file");

        public string HeaderText() => Text.Length > 0 && Text.All(character => character is >= ' ' and <= '~')
            ? Text
            : throw Refused("text of printable ASCII characters");

        public T OneOf<T>()
            where T : struct, Enum =>
            Enum.GetNames<T>().FirstOrDefault(name => name.Equals(Text, StringComparison.OrdinalIgnoreCase)) is { } found
                ? Enum.Parse<T>(found)
                : throw Refused("one of " + string.Join(", ", Enum.GetNames<T>().Select(name => char.ToLowerInvariant(name[0]) + name[1..])));

        public TimeSpan Milliseconds(int least) =>
            Number(least, orMinusOne: true) is >= 0 and var value ? TimeSpan.FromMilliseconds(value) : Timeout.InfiniteTimeSpan;

        public int Number(int least, bool orMinusOne = false) =>
            int.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && (value >= least || (orMinusOne && value == -1))
                ? value
                : throw Refused(string.Create(CultureInfo.InvariantCulture, $"a whole number from {least}{(orMinusOne ? ", or -1" : "")}"));

        private ConfigurationException Refused(string right) =>
            ConnectionString.Wrong($"the option '{Name}' is {(Shown ? $"'{Text}'" : "wrong")}, and must be {right}");
    }
}
