using EventSourcing.EventStoreDb.Client.PersistentSubscriptions;

namespace PSEventSourcing.Commands.PersistentSubscriptions.Settings;

/// <summary>Which events a persistent subscription to the log of all streams is about. The server takes one test.</summary>
internal sealed record GroupFilter(string[]? StreamPrefix, string? StreamPattern, string[]? TypePrefix, string? TypePattern)
{
    /// <summary>Whether there is more than one test.</summary>
    public bool IsAmbiguous => new object?[] { StreamPrefix, StreamPattern, TypePrefix, TypePattern }.Count(test => test is not null) > 1;

    /// <returns><see langword="null"/> where there is no test.</returns>
    /// <exception cref="ArgumentException">A pattern is no regular expression.</exception>
    public PersistentSubscriptionFilter? Compile() => this switch
    {
        { StreamPrefix: { } prefixes } => PersistentSubscriptionFilter.StreamPrefixes(prefixes),
        { StreamPattern: { } pattern } => PersistentSubscriptionFilter.StreamPattern(pattern),
        { TypePrefix: { } prefixes } => PersistentSubscriptionFilter.TypePrefixes(prefixes),
        { TypePattern: { } pattern } => PersistentSubscriptionFilter.TypePattern(pattern),
        _ => null,
    };
}
