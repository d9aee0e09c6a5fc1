using Benchmarks.Macro;
using EventSourcing.Persistence;

namespace Benchmarks.Peers;

/// <summary>Somebody who works on a store.</summary>
internal interface IPeer : IAsyncDisposable
{
    /// <summary>Appends under an exact expected revision.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="last">The revision of its last event; -1: there is none.</param>
    /// <param name="events">The events.</param>
    Task AppendAsync(string stream, long last, NewEvent[] events);

    /// <summary>Reads a stream, and counts its events.</summary>
    Task ReadStreamAsync(string stream, bool backwards, int count, Laps laps);

    /// <summary>Reads the log from its start, and counts events.</summary>
    Task ReadAllAsync(int count, Laps laps);

    /// <summary>Subscribes to the log for a type prefix, and counts events until there are enough.</summary>
    Task SubscribeAsync(string typePrefix, Position after, int count, Laps laps);
}
