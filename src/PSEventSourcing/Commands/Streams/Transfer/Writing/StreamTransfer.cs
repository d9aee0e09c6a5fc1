using EventSourcing.Domain;

namespace PSEventSourcing.Commands.Streams.Transfer.Writing;

/// <summary>One stream on its way: what there is of it at the source and at the target.</summary>
/// <remarks>The events of a stream are counted from 0 as they come from the source; that is the revision each has at the
/// target, whatever it was at the source.</remarks>
internal sealed class StreamTransfer(string source)
{
    /// <summary>The name at the source.</summary>
    public string Source { get; } = source;

    /// <summary>The name at the target.</summary>
    public string Target { get; set; } = source;

    /// <summary>How many events the source has.</summary>
    public long Count { get; set; }

    /// <summary>The revision of the first event that the target serves.</summary>
    public long FirstServed { get; set; }

    /// <summary>The revision at which the target goes on.</summary>
    public long Next { get; set; }

    /// <summary>How many events were written now.</summary>
    public long Written { get; set; }

    /// <summary>Whether it is to be written.</summary>
    public bool IsWanted { get; set; } = true;

    /// <summary>Why it cannot be written, or no further.</summary>
    public EventSourcingException? Error { get; set; }

    /// <summary>How many events the target lacks.</summary>
    public long Missing => Math.Max(0, Count - Next);

    /// <summary>Whether it is to be written still.</summary>
    public bool GoesOn => IsWanted && Error is null;

    /// <summary>Whether an event is at the target by all that is known, and can be looked at there.</summary>
    public bool CanCompare(long place) => Error is null && place >= FirstServed && place < Next;
}
