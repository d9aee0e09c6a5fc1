using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.EventStoreDb.Client.Errors;

namespace EventSourcing.Tests.EventStoreDb.Client.Services;

public sealed class UsersClientTests
{
    private const string Password = "s3cret-pass";

    [Fact]
    public async Task Without_TLS_nothing_is_asked_that_is_never_answered()
    {
        await using var client = new EventStoreDbClient(EventStoreDbClientSettings.Parse("esdb://localhost:1?tls=false"));

        await Assert.ThrowsAsync<SecureConnectionRequiredException>(() => client.Users.ListAsync(TestContext.Current.CancellationToken));
        var error = await Assert.ThrowsAsync<SecureConnectionRequiredException>(() => client.Users.CreateAsync("ann", "Ann", [], Password, TestContext.Current.CancellationToken));
        Assert.DoesNotContain(Password, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Passwords_show_in_no_error()
    {
        await using var client = new EventStoreDbClient(EventStoreDbClientSettings.Parse("esdb://localhost:1") with { MaxRetries = 0 });

        var error = await Assert.ThrowsAnyAsync<Exception>(() => client.Users.ChangePasswordAsync("ann", Password, Password, TestContext.Current.CancellationToken));
        Assert.DoesNotContain(Password, error.ToString(), StringComparison.Ordinal);
    }
}
