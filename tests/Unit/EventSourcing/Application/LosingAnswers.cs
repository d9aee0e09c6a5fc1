using EventSourcing.Persistence;

namespace EventSourcing.Tests.Applications;

/// <summary>A store whose answers to appends are lost on the way back.</summary>
public sealed class LosingAnswers(IRecorder store) : RecorderAround(store)
{
    public override async Task<AppendResult> AppendAsync(string stream, ExpectedRevision expected, IReadOnlyList<NewEvent> events, CancellationToken cancel = default)
    {
        await base.AppendAsync(stream, expected, events, cancel);
        throw new AppendOutcomeUnknownException(stream, "the answer was lost.");
    }
}
