namespace EventSourcing.Persistence.InMemory;

/// <summary>The module <c>EventSourcing.InMemory</c>: events live as long as the recorder.</summary>
public sealed class InMemoryModule : IPersistenceModule
{
    /// <inheritdoc/>
    public IRecorder Open(Settings settings) => new InMemoryRecorder();
}
