namespace PSEventSourcing.Commands.PersistentSubscriptions.Receiving;

/// <summary>What becomes of an event that a persistent subscription has delivered.</summary>
public enum EventAnswer
{
    /// <summary>It is done.</summary>
    Ack,

    /// <summary>It is put aside, until it is resumed.</summary>
    Park,

    /// <summary>It is delivered again, and parked once that was done as often as the settings allow.</summary>
    Retry,

    /// <summary>It is left out, as if it were done.</summary>
    Skip,
}
