using System.Text;
using EventSourcing.Persistence;

namespace EventSourcing.Tests.Persistence;

/// <summary>What every persistence module promises (see <see cref="IRecorder"/>), as tests that every store must pass.
/// The store may be in use by others, so each test works on streams of its own.</summary>
public abstract partial class RecorderContract : IAsyncLifetime
{
    protected IRecorder Recorder { get; private set; } = null!;

    protected string Stream { get; } = $"Contract-{Guid.NewGuid():N}";

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Recorder = await OpenAsync();

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Recorder is not null)
            await Recorder.DisposeAsync();
    }

    protected abstract ValueTask<IRecorder> OpenAsync();

    protected static NewEvent Event(string type = "Counted", string data = "{\"n\":1}") =>
        new(Guid.NewGuid(), type, Encoding.UTF8.GetBytes(data));

    protected static NewEvent[] Events(int count) => [.. Enumerable.Range(0, count).Select(_ => Event())];

    protected Task<AppendResult> AppendAsync(ExpectedRevision expected, params NewEvent[] events) =>
        Recorder.AppendAsync(Stream, expected, events, Cancel);

    protected ValueTask<List<RecordedEvent>> ReadAsync(StreamRead? read = null, string? stream = null) =>
        Recorder.ReadStreamAsync(stream ?? Stream, read ?? StreamRead.Forwards, Cancel).ToListAsync(Cancel);

    /// <summary>Reads $all as far as it concerns streams of this test.</summary>
    protected ValueTask<List<RecordedEvent>> ReadAllAsync(AllRead? read = null) =>
        Recorder.ReadAllAsync(
            (read ?? AllRead.Forwards) with { Filter = (read?.Filter ?? EventFilter.None) with { StreamPrefixes = [Stream] } }, Cancel).ToListAsync(Cancel);
}
