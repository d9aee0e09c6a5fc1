namespace EventSourcing.Tests.Wire;

public enum WireStepKind
{
    Unknown,
    Send,
    Receive,
    HalfClose,
    End,
    Nothing,
    Cancel,
    CallBegins,
    CallEnds,
    ServerStops,
    LeaderKilled,
    ConnectionClosed,
    StopsReading,
}
