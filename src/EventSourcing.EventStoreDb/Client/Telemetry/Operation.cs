using System.Diagnostics;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Telemetry;

/// <summary>One thing the client was asked for, with all attempts at it, as far as somebody watches: its span and its
/// measurements. Errors are told by their types alone, because messages may hold names of users.</summary>
internal sealed class Operation : IDisposable
{
    /// <summary>The name of an append.</summary>
    public const string Append = "streams.append";

    private readonly string _name;
    private readonly int _sends;
    private readonly TimeProvider _time;
    private readonly long _started;
    private Endpoint? _endpoint;
    private string? _error;

    private Operation(string name, ActivityKind kind, int sends, TimeProvider time, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        _name = name;
        _sends = sends;
        _time = time;
        _started = time.GetTimestamp();
        if (Instruments.Source.HasListeners())
            Span = Instruments.Source.StartActivity(name, kind, parentContext: default, [new(Tags.System, Tags.Store), new(Tags.Operation, name), .. tags]);
    }

    /// <summary>The span; <see langword="null"/> where nobody records it.</summary>
    public Activity? Span { get; }

    /// <summary>Begins an operation.</summary>
    /// <param name="name">What it is: service and method.</param>
    /// <param name="stream">The stream it concerns.</param>
    /// <param name="time">The clock it is measured by.</param>
    /// <param name="group">The group of a persistent subscription it concerns.</param>
    /// <returns><see langword="null"/> where nobody watches.</returns>
    public static Operation? Start(string name, string? stream, TimeProvider time, string? group = null)
    {
        if (!Instruments.AreWatched)
            return null;
        KeyValuePair<string, object?>[] ofStream = stream is null ? [] : [new(Tags.Collection, stream)];
        return new Operation(name, ActivityKind.Client, sends: 0, time, group is null ? ofStream : [.. ofStream, new(Tags.Group, group)]);
    }

    /// <summary>Begins an append, whose span is what those of the events' readers link to.</summary>
    /// <returns><see langword="null"/> where nobody watches.</returns>
    public static Operation? StartAppend(string stream, IReadOnlyList<NewEvent> events, TimeProvider time)
    {
        if (!Instruments.AreWatched)
            return null;
        var operation = new Operation(
            Append, ActivityKind.Producer, events.Count, time, new(Tags.Collection, stream), new(Tags.MessagingSystem, Tags.Store), new(Tags.MessagingOperation, Append),
            new(Tags.MessagingOperationType, "send"), new(Tags.Destination, stream), new(Tags.MessageCount, events.Count));
        if (operation.Span is { IsAllDataRequested: true } span && events is [var only])
            span.SetTag(Tags.MessageId, only.Id.ToString()).SetTag(Tags.EventId, only.Id.ToString()).SetTag(Tags.EventType, only.Type);
        return operation;
    }

    /// <summary>An attempt goes to a node.</summary>
    public void GoesTo(Endpoint endpoint)
    {
        _endpoint = endpoint;
        if (Span is { IsAllDataRequested: true })
            Span.SetTag(Tags.ServerAddress, endpoint.Host).SetTag(Tags.ServerPort, endpoint.Port);
    }

    /// <summary>An attempt has failed, and another follows.</summary>
    public void Retries(int attempt, Exception error)
    {
        var type = error.GetType().FullName;
        Instruments.Retries.Add(1, new(Tags.System, Tags.Store), new(Tags.Operation, _name), new KeyValuePair<string, object?>(Tags.ErrorType, type));
        Span?.AddEvent(new ActivityEvent("retry", tags: new ActivityTagsCollection { ["attempt"] = attempt, [Tags.ExceptionType] = type }));
    }

    /// <summary>A node was asked about its cluster.</summary>
    public void Asked(Endpoint endpoint, Exception? error = null) =>
        Span?.AddEvent(new ActivityEvent("gossip", tags: new ActivityTagsCollection { [Tags.ServerAddress] = endpoint.Host, [Tags.ServerPort] = endpoint.Port, [Tags.ExceptionType] = error?.GetType().FullName }));

    /// <summary>What had lost its call goes on.</summary>
    public void Resumed()
    {
        Instruments.Resumptions.Add(1, new(Tags.System, Tags.Store), new KeyValuePair<string, object?>(Tags.Operation, _name));
        Span?.SetTag(Tags.Resumed, true).AddEvent(new ActivityEvent("resumed"));
    }

    /// <summary>A read hands an event on.</summary>
    public void HandsOn() => Instruments.Read.Add(1, new(Tags.System, Tags.Store), new KeyValuePair<string, object?>(Tags.Operation, _name));

    /// <summary>It has failed for good.</summary>
    public void Fails(Exception error)
    {
        _error = error.GetType().FullName;
        Span?.SetStatus(ActivityStatusCode.Error).SetTag(Tags.ErrorType, _error);
    }

    /// <summary>Ends it. What is measured is measured inside the span.</summary>
    public void Dispose()
    {
        if (Instruments.Duration.Enabled)
            Instruments.Duration.Record(_time.GetElapsedTime(_started).TotalSeconds, Outcome(new(Tags.System, Tags.Store), new(Tags.Operation, _name)));
        if (_sends > 0 && Instruments.Sent.Enabled)
            Instruments.Sent.Add(_sends, Outcome(new(Tags.MessagingSystem, Tags.Store), new(Tags.MessagingOperation, _name)));
        Span?.Dispose();
    }

    private TagList Outcome(params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var all = new TagList(tags);
        if (_endpoint is not null)
        {
            all.Add(Tags.ServerAddress, _endpoint.Host);
            all.Add(Tags.ServerPort, _endpoint.Port);
        }

        if (_error is not null)
            all.Add(Tags.ErrorType, _error);
        return all;
    }
}
