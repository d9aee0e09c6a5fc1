using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.Streams;

public sealed class SearchTests(Servers servers) : IClassFixture<Servers>, IDisposable
{
    private readonly StoreHost _host = new(servers);

    public void Dispose() => _host.Dispose();

    [Theory]
    [EveryStore("ada", "order-1@0 order-2@1")]
    [EveryStore("ada -CaseSensitive", "")]
    [EveryStore("Ada -Type Placed", "order-1@0")]
    [EveryStore("Zoë", "order-2@0")]
    [EveryStore("'Zoë \"Z\"'", "order-2@0")]
    [EveryStore("ann", "order-1@0")]
    [EveryStore("ann -In Data", "")]
    [EveryStore("ada -In Metadata", "")]
    [EveryStore("ada -Backward", "order-2@1 order-1@0")]
    [EveryStore("-Pattern 'name\":\"[abl]+\"'", "order-1@0")]
    [EveryStore("-Pattern '^null$'", "log-1@0")]
    [EveryStore("-Property customer.name", "order-1@0 order-2@0")]
    [EveryStore("-Property customer.name -Value a*", "order-1@0")]
    [EveryStore("-Property CUSTOMER.Name -Value ADA", "order-1@0")]
    [EveryStore("-Property items[1].price -Value 12.0", "order-1@0")]
    [EveryStore("-Property items[0].price -Value 12", "")]
    [EveryStore("-Property items[*].price -Value 7.5", "order-1@0")]
    [EveryStore("-Property note -Value $null", "order-2@0")]
    [EveryStore("-Property user -Value ann -In Metadata", "order-1@0")]
    [EveryStore("-Property user -In Data", "")]
    public void Events_are_found_by_what_they_say(string store, string parameters, string found) =>
        Events_are_found_in_the_streams_that_are_named(store, $"{parameters} -Stream ~*", found);

    [Theory]
    [EveryStore("ada -Stream ~order-2", "order-2@1")]
    [EveryStore("ada -Stream ~log-*, ~*-1", "order-1@0")]
    public void Events_are_found_in_the_streams_that_are_named(string store, string parameters, string found)
    {
        _host.Connect(store, SearchedEvents.Script);

        Assert.Equal(found, _host.Run($$"""Find-StreamEvent {{parameters}} | ForEach-Object { "$($_.Stream)@$($_.Revision)" }""").Succeeded().Line);
    }

    [Theory]
    [EveryStore("needle-in-~haystack", "log-1@0")]
    [EveryStore("needle-in-~haystack -Type Hidden", "")]
    public void Without_a_stream_all_are_searched(string store, string parameters, string found)
    {
        _host.Connect(store, "$null = Add-StreamEvent ~log-1 Written @{ text = 'the needle-in-~haystack' }");

        Assert.Equal(found, _host.Run($$"""Find-StreamEvent {{parameters}} | ForEach-Object { "$($_.Stream)@$($_.Revision)" }""").Succeeded().Line);
    }

    [Theory]
    [EveryStore("-Pattern '('", "InvalidPattern")]
    [EveryStore("-Property a..b", "InvalidPropertyPath")]
    [EveryStore("x -Stream ~nobody", "StreamNotFound")]
    public void What_cannot_be_searched_for_says_why(string store, string parameters, string error)
    {
        _host.Connect(store);

        Assert.Equal(error, _host.Run($"Find-StreamEvent {parameters}").ErrorId);
    }
}
