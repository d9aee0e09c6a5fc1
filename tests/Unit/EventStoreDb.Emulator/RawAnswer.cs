namespace EventSourcing.Tests.EventStoreDb.Emulator;

/// <summary>All a call was answered.</summary>
internal sealed record RawAnswer(IReadOnlyList<byte[]> Messages, RawEnd End)
{
    public bool IsOk => End is { Broken: null, Status.Code: 0 };
}
