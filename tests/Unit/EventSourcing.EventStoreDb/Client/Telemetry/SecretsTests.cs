using System.Diagnostics;
using EventSourcing.EventStoreDb.Client.Errors;
using EventSourcing.Persistence;

namespace EventSourcing.Tests.EventStoreDb.Client.Telemetry;

public sealed class SecretsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_span_and_no_measurement_holds_who_connects_or_how_or_what_is_in_an_event()
    {
        await using var stage = await Stage.SetSecureAsync("admin:changeit");
        await using var wrong = await Stage.SetSecureAsync("admin:s3cr3t-and-wrong");
        using var watch = Watch.Begin();

        await stage.Client.AppendAsync("dog-1", ExpectedRevision.NoStream, [new NewEvent(Guid.NewGuid(), "Barked", "{\"v\":\"the-data\"}"u8.ToArray(), "{\"v\":\"the-metadata\"}"u8.ToArray())], Cancel);
        await stage.FirstAsync("dog-1");
        await stage.Client.SubscribeStreamAsync("dog-1", new StreamSubscription(), Cancel).FirstAsync(Cancel);
        await stage.Client.Users.CreateAsync("ann-the-login", "Ann The Name", ["a-role"], "a-new-password", Cancel);
        await Assert.ThrowsAsync<UserExistsException>(() => stage.Client.Users.CreateAsync("ann-the-login", "Ann The Name", [], "another-password", Cancel));
        await Assert.ThrowsAsync<NotAuthenticatedException>(() => wrong.AppendAsync("dog-2", Stage.Event()));
        await Assert.ThrowsAsync<NotAuthenticatedException>(async () => await wrong.FirstAsync("dog-1"));
        await Assert.ThrowsAsync<NotAuthenticatedException>(() => wrong.Client.GetServerVersionAsync(Cancel));

        var told = watch.Spans.SelectMany(Told).Concat(watch.Measurements.SelectMany(measurement => measurement.Tags.Select(tag => $"{tag.Key}={tag.Value}"))).ToList();
        Assert.Contains($"error.type={typeof(NotAuthenticatedException).FullName}", told);
        Assert.Contains("users.create", told);
        string[] secrets = ["admin", "changeit", "s3cr3t", "ann-the", "Ann", "a-role", "password", "the-connection-name", "the-data", "the-metadata"];
        Assert.DoesNotContain(told, text => secrets.Any(secret => text.Contains(secret, StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Told(Activity span) =>
    [
        span.OperationName, span.DisplayName, $"{span.StatusDescription}", $"{span.TraceStateString}",
        .. span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"),
        .. span.Baggage.Select(item => $"{item.Key}={item.Value}"),
        .. span.Events.SelectMany(one => one.Tags.Select(tag => $"{one.Name} {tag.Key}={tag.Value}")),
        .. span.Links.SelectMany(link => link.Tags ?? []).Select(tag => $"{tag.Key}={tag.Value}"),
    ];
}
