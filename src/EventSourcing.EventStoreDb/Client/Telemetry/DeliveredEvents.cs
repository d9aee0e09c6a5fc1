using System.Diagnostics;
using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Telemetry;

/// <summary>What a subscription delivers, with a span around the processing of each event: from when its reader takes it
/// until that asks for the next or stops.</summary>
/// <remarks>Not an iterator, because what one makes current is not so for its reader. <see cref="IAsyncEnumerator{T}.Current"/>
/// and what comes before the waiting in <see cref="IAsyncEnumerator{T}.MoveNextAsync"/> run as part of the reader's own
/// code, and so the span is current there. Who puts an iterator in between has the span, but not as the current one.</remarks>
internal sealed class DeliveredEvents<T>(IAsyncEnumerable<T> delivered, Func<T, RecordedEvent?> eventOf, string? group = null, Action<T, Activity>? describe = null) : IAsyncEnumerable<T>
{
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        new Enumerator(this, delivered.GetAsyncEnumerator(cancellationToken));

    private void Process(T item, out Activity? span)
    {
        span = null;
        if (eventOf(item) is not { } recorded)
            return;
        if (Instruments.Consumed.Enabled)
            Instruments.Consumed.Add(1, Processing());
        if (!Instruments.Source.HasListeners())
            return;

        ActivityLink[] links = TraceContext.Read(recorded.Metadata.Span) is { } producer ? [new ActivityLink(producer)] : [];
        span = Instruments.Source.StartActivity("process", ActivityKind.Consumer, parentContext: default, Processing(new(Tags.MessagingOperationType, "process"), new(Tags.Destination, recorded.Stream)), links);
        if (span is not { IsAllDataRequested: true })
            return;
        var id = recorded.Id.ToString();
        span.SetTag(Tags.System, Tags.Store).SetTag(Tags.Collection, recorded.Stream).SetTag(Tags.MessageId, id).SetTag(Tags.EventId, id).SetTag(Tags.EventType, recorded.Type);
        describe?.Invoke(item, span);
    }

    private TagList Processing(params ReadOnlySpan<KeyValuePair<string, object?>> more)
    {
        var tags = new TagList(more) { { Tags.MessagingSystem, Tags.Store }, { Tags.MessagingOperation, "process" } };
        if (group is not null)
            tags.Add(Tags.Group, group);
        return tags;
    }

    private sealed class Enumerator(DeliveredEvents<T> events, IAsyncEnumerator<T> inner) : IAsyncEnumerator<T>
    {
        private Activity? _span;
        private bool _isTaken = true;

        public T Current
        {
            get
            {
                if (!_isTaken)
                {
                    _isTaken = true;
                    events.Process(inner.Current, out _span);
                }

                return inner.Current;
            }
        }

        public ValueTask<bool> MoveNextAsync()
        {
            End();
            _isTaken = false;
            return inner.MoveNextAsync();
        }

        public ValueTask DisposeAsync()
        {
            End();
            return inner.DisposeAsync();
        }

        /// <summary>Leaves what is current alone if the reader has made something else so.</summary>
        private void End()
        {
            if (_span is null)
                return;
            var current = Activity.Current;
            _span.Dispose();
            if (current != _span)
                Activity.Current = current;
            _span = null;
        }
    }
}
