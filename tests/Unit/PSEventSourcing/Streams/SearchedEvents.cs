namespace PSEventSourcing.Tests.Streams;

/// <summary>Events to search, count and trace.</summary>
internal static class SearchedEvents
{
    public const string Script = """
        $null = Add-StreamEvent ~order-1 Placed @{ customer = @{ name = 'Ada' }; items = @(@{ name = 'ball'; price = 7.50 }, @{ name = 'leash'; price = 12 }) } -Metadata @{ user = 'ann' }
        $null = Add-StreamEvent ~order-2 Placed '{"customer":{"name":"Zo\u00eb \"Z\""},"note":null}'
        $null = Add-StreamEvent ~order-2 Cancelled ([byte[]] (255, 65, 100, 97, 255))
        $null = Add-StreamEvent ~log-1 Written 'null'
        """;
}
