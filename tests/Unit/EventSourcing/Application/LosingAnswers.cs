using EventSourcing.Persistence;
using EventSourcing.Tests.Persistence;

namespace EventSourcing.Tests.Applications;

/// <summary>A store whose answers to appends are lost on the way back.</summary>
public sealed class LosingAnswers(IRecorder store) : DelegatingRecorder(store)
{
    public override async Task<AppendResult> AppendAsync(string stream, ExpectedRevision expected, IReadOnlyList<NewEvent> events, CancellationToken cancel = default)
    {
        await Store.AppendAsync(stream, expected, events, cancel);
        throw new AppendOutcomeUnknownException(stream, "the answer was lost.");
    }
}
