namespace EventStoreDb.Emulator;

/// <summary>What goes wrong with a call.</summary>
public enum FaultKind
{
    /// <summary>The connection is closed at once, and every call on it with it.</summary>
    Drop,

    /// <summary>The call's HTTP/2 stream is reset; the connection goes on.</summary>
    Reset,

    /// <summary>The connection is announced to end (GOAWAY): its calls go on, new ones need another connection.</summary>
    GoAway,

    /// <summary>The connection is closed, and for a while every new one as soon as it is made.</summary>
    Refuse,

    /// <summary>
    /// From now on the connection takes what it is sent and never says anything again, not even to a ping. For a
    /// while new connections are accepted and do the same.
    /// </summary>
    HalfOpen,

    /// <summary>The call alone falls silent for good; others on its connection go on.</summary>
    Stall,

    /// <summary>The call goes on later.</summary>
    Delay,

    /// <summary>The call goes on, but everything it does from here on takes longer.</summary>
    Slow,

    /// <summary>Refused with <c>not-leader</c>.</summary>
    NotLeader,

    /// <summary>Refused with "Server Is Not Ready".</summary>
    NotReady,

    /// <summary>ABORTED, "Operation timed out": what a write is told whose outcome is unknown.</summary>
    TimedOut,

    /// <summary>DEADLINE_EXCEEDED as a status.</summary>
    DeadlineExceeded,

    /// <summary>ABORTED, "Consumer too slow": how a subscription is dropped.</summary>
    ConsumerTooSlow,

    /// <summary>The call ends with OK, whatever was still to be answered. Where one answer is owed, it is a reset.</summary>
    End,

    /// <summary>A message ends in the middle, and the call with it, without a status.</summary>
    Truncate,

    /// <summary>A message of the right length that is no protobuf; the call goes on.</summary>
    Corrupt,
}
