using CsCheck;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.Persistence;

namespace EventSourcing.Tests.EventStoreDb.Client;

public sealed class ConnectionStringTests
{
    [Theory]
    [InlineData("esdb://localhost", false, "localhost:2113")]
    [InlineData("ESDB://localhost:1113", false, "localhost:1113")]
    [InlineData("kurrentdb://localhost/", false, "localhost:2113")]
    [InlineData("kurrent://localhost?", false, "localhost:2113")]
    [InlineData("kdb://localhost/?tls=false", false, "localhost:2113")]
    [InlineData("esdb+discover://cluster.example.com", true, "cluster.example.com:2113")]
    [InlineData("KDB+Discover://a:1", true, "a:1")]
    [InlineData("esdb://a,b:2,c:3", false, "a:2113,b:2,c:3")]
    [InlineData("esdb://[::1]", false, "[::1]:2113")]
    [InlineData("esdb://[fe80::1]:2114,127.0.0.1:2115", false, "[fe80::1]:2114,127.0.0.1:2115")]
    [InlineData("esdb://user:pw@localhost", false, "localhost:2113")]
    [InlineData("  esdb://localhost  ", false, "localhost:2113")]
    public void Schemes_and_hosts(string text, bool discover, string hosts)
    {
        var settings = EventStoreDbClientSettings.Parse(text);

        Assert.Equal((discover, hosts), (settings.Discover, settings.ToString()));
    }

    [Fact]
    public void Without_options_the_defaults_of_the_official_client_hold()
    {
        var settings = EventStoreDbClientSettings.Parse("esdb://localhost");

        Assert.True(settings is { Tls: true, TlsVerifyCert: true, ThrowOnAppendFailure: true, Credentials: null, NodePreference: NodePreference.Leader, MaxDiscoverAttempts: 10 });
        Assert.Equal(
            [TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10)],
            [settings.DiscoveryInterval, settings.GossipTimeout, settings.DefaultDeadline, settings.KeepAliveInterval, settings.KeepAliveTimeout]);
        Assert.NotEqual(settings.ConnectionName, EventStoreDbClientSettings.Parse("esdb://localhost").ConnectionName);
    }

    [Fact]
    public void Every_option_is_read_in_any_case_and_times_are_milliseconds()
    {
        var settings = EventStoreDbClientSettings.Parse(
            "esdb://a?TLS=False&tlsverifycert=FALSE&tlsCaFile=%2Fca%20dir%2Fca.crt&connectionName=my%20app&NODEPREFERENCE=readonlyREPLICA&maxDiscoverAttempts=3"
            + "&discoveryInterval=250&gossipTimeout=1500&defaultDeadline=2000&keepAliveInterval=5000&keepAliveTimeout=6000&throwOnAppendFailure=false&userCertFile=u.crt&userKeyFile=u.key");

        Assert.Equal((false, false, "/ca dir/ca.crt", "my app"), (settings.Tls, settings.TlsVerifyCert, settings.TlsCaFile, settings.ConnectionName));
        Assert.Equal((NodePreference.ReadOnlyReplica, 3, false, "u.crt", "u.key"), (settings.NodePreference, settings.MaxDiscoverAttempts, settings.ThrowOnAppendFailure, settings.UserCertFile, settings.UserKeyFile));
        Assert.Equal(
            [250, 1500, 2000, 5000, 6000],
            new[] { settings.DiscoveryInterval, settings.GossipTimeout, settings.DefaultDeadline, settings.KeepAliveInterval, settings.KeepAliveTimeout }.Select(time => time.TotalMilliseconds));
    }

    [Fact]
    public void Minus_one_is_never()
    {
        var settings = EventStoreDbClientSettings.Parse("esdb://a?defaultDeadline=-1&keepAliveInterval=-1&keepAliveTimeout=-1&maxDiscoverAttempts=-1");

        Assert.Equal(
            [Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan],
            [settings.DefaultDeadline, settings.KeepAliveInterval, settings.KeepAliveTimeout]);
        Assert.Equal(-1, settings.MaxDiscoverAttempts);
    }

    [Theory]
    [InlineData("localhost:2113", "no scheme")]
    [InlineData("", "no scheme")]
    [InlineData("http://localhost", "esdb, kurrentdb, kurrent, kdb")]
    [InlineData("esdb+find://localhost", "+discover")]
    [InlineData("esdb://", "host number 1")]
    [InlineData("esdb://a,,b", "host number 2")]
    [InlineData("esdb://a,b:0", "port of host number 2")]
    [InlineData("esdb://a:65536", "port of host number 1")]
    [InlineData("esdb://a:x", "port of host number 1")]
    [InlineData("esdb://a:", "port of host number 1")]
    [InlineData("esdb://::1", "host number 1")]
    [InlineData("esdb://[::1", "lacks ']'")]
    [InlineData("esdb://[a]", "host number 1")]
    [InlineData("esdb://a b", "host number 1")]
    [InlineData("esdb://a/path", "a path")]
    [InlineData("esdb://user@a", "a user name, a colon and a password")]
    [InlineData("esdb://:pw@a", "a user name, a colon and a password")]
    [InlineData("esdb://us%3Aer:pw@a", "a colon, and a user name cannot")]
    [InlineData("esdb://a?tls", "not option=value")]
    [InlineData("esdb://a?=true", "not option=value")]
    [InlineData("esdb://a?foo=1", "'foo' is not an option of it; the options are tls, tlsVerifyCert, tlsCaFile, connectionName, nodePreference")]
    [InlineData("esdb://a?tls=yes", "'tls' is 'yes', and must be true or false")]
    [InlineData("esdb://a?tls=true&TLS=false", "'TLS' is there twice")]
    [InlineData("esdb://a?nodePreference=boss", "leader, follower, readOnlyReplica, random")]
    [InlineData("esdb://a?nodePreference=1", "leader, follower, readOnlyReplica, random")]
    [InlineData("esdb://a?maxDiscoverAttempts=0", "a whole number from 1, or -1")]
    [InlineData("esdb://a?maxDiscoverAttempts=1.5", "a whole number from 1, or -1")]
    [InlineData("esdb://a?discoveryInterval=-1", "a whole number from 0")]
    [InlineData("esdb://a?gossipTimeout=0", "a whole number from 1")]
    [InlineData("esdb://a?defaultDeadline=0", "a whole number from 1, or -1")]
    [InlineData("esdb://a?keepAliveInterval=-2", "a whole number from 0, or -1")]
    [InlineData("esdb://a?keepAliveTimeout=99999999999", "a whole number from 0, or -1")]
    [InlineData("esdb://a?connectionName=h%C3%A9", "printable ASCII")]
    [InlineData("esdb://a?connectionName=", "printable ASCII")]
    [InlineData("esdb://a?tlsCaFile=", "the path of a file")]
    [InlineData("esdb://a?userCertFile=x", "both or neither")]
    public void A_wrong_one_says_what_is_wrong(string text, string said)
    {
        var error = Assert.Throws<ConfigurationException>(() => EventStoreDbClientSettings.Parse(text));

        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_password_survives_percent_encoding() =>
        Gen.Select(Gen.String.Where(user => user.Length > 0 && !user.Contains(':', StringComparison.Ordinal) && IsText(user)), Gen.String.Where(IsText)).Sample(t =>
        {
            var settings = EventStoreDbClientSettings.Parse($"esdb://{Uri.EscapeDataString(t.Item1)}:{Uri.EscapeDataString(t.Item2)}@localhost:2113?tls=true");

            Assert.Equal(t.Item1, settings.Credentials!.UserName);
            Assert.Equal(new UserCredentials(t.Item1, t.Item2).Authorization, settings.Credentials.Authorization);
            Assert.Equal("localhost:2113", settings.ToString());
        });

    [Fact]
    public void Whatever_is_wrong_the_password_is_never_repeated()
    {
        const string Secret = "s3cr3t";
        string[] parts = ["esdb://", "esdb:", "user:", "@", ":", "/", "?", "&", "=", ",", "[", "]", "%", "#", " ", "localhost", "2113", "tls=", "foo=", "true"];
        var some = Gen.Int[0, parts.Length - 1].Select(i => parts[i]).Array[0, 3].Select(string.Concat);

        Gen.Select(some, some, some, some).Select(t => $"{(t.Item1.Length > 0 ? t.Item1 : "esdb://")}user:{t.Item2}{Secret}{t.Item3}@{t.Item4}").Sample(text =>
        {
            try
            {
                var settings = EventStoreDbClientSettings.Parse(text);
                Assert.DoesNotContain(Secret, $"{settings} {settings.Credentials}", StringComparison.Ordinal);
            }
            catch (ConfigurationException error)
            {
                Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
            }
        }, iter: 20_000);
    }

    [Fact]
    public void Credentials_show_no_password() =>
        Assert.Equal("admin", new UserCredentials("admin", "changeit").ToString());

    /// <summary>Half a surrogate pair has no UTF-8 form.</summary>
    private static bool IsText(string text) => text.EnumerateRunes().All(rune => rune != System.Text.Rune.ReplacementChar);
}
