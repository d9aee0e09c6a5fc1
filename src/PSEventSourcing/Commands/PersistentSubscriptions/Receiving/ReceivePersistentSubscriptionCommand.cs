using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using EventSourcing.EventStoreDb.Client.PersistentSubscriptions;
using PSEventSourcing.Execution;

namespace PSEventSourcing.Commands.PersistentSubscriptions.Receiving;

/// <summary>Receives events of a persistent subscription, as one of the readers that share them.</summary>
/// <remarks>An event is answered for when the pipeline has taken it, or the handler has decided, and not before. Whatever ends
/// the pipeline, the events that were not answered for go back to the group.</remarks>
[Cmdlet(VerbsCommunications.Receive, "PersistentSubscription", DefaultParameterSetName = ByStream)]
[OutputType(typeof(ReceivedEvent), typeof(HandledEvent))]
public sealed class ReceivePersistentSubscriptionCommand : GroupCmdlet
{
    private const string NoReason = "No reason was given.";

    /// <summary>Decides what becomes of each event.</summary>
    [Parameter]
    [ValidateNotNull]
    public ScriptBlock? Handler { get; set; }

    /// <summary>Whether to output what the handler has decided.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>How many events to receive.</summary>
    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public long Count { get; set; } = long.MaxValue;

    /// <summary>How long to receive.</summary>
    [Parameter]
    [ValidateTime]
    public TimeSpan? Timeout { get; set; }

    /// <summary>How long to wait for one event.</summary>
    [Parameter]
    [ValidateTime]
    public TimeSpan? IdleTimeout { get; set; }

    /// <summary>How many events the server may have delivered ahead.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int BufferSize { get; set; } = 10;

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "It is disposed of in the finally clause, in a call that a stop does not keep from being made.")]
    private protected override void ProcessGroup()
    {
        // Whether there is such a group is known before any time runs.
        Do(cancel => Client.PersistentSubscriptions.GetInfoAsync(Source, Group, cancel));
        var receiver = new Receiver(Client.PersistentSubscriptions, Source, Group)
        {
            BufferSize = (int)Math.Min(BufferSize, Count),
            Timeout = Timeout,
            IdleTimeout = IdleTimeout,
        };
        try
        {
            for (var left = Count; left > 0 && Await(receiver.NextAsync) is { } delivered; left--)
                Take(delivered);
        }
        finally
        {
            Finish(() => receiver.DisposeAsync().AsTask());
        }
    }

    private void Take(PersistentSubscriptionEvent delivered)
    {
        var received = new ReceivedEvent(delivered.Event, delivered.RetryCount);
        if (Handler is null)
            Emit(delivered, received);
        else
            Handle(delivered, received, Handler);
    }

    private void Emit(PersistentSubscriptionEvent delivered, ReceivedEvent received)
    {
        try
        {
            WriteObject(received);
        }
        catch (PipelineStoppedException) when (PipelineEnd.IsEnough(CommandRuntime))
        {
            Answer(delivered, received, new HandlerAnswer(EventAnswer.Ack));
            throw;
        }

        Answer(delivered, received, new HandlerAnswer(EventAnswer.Ack));
    }

    private void Handle(PersistentSubscriptionEvent delivered, ReceivedEvent received, ScriptBlock handler)
    {
        var answer = HandlerAnswer.Of(handler, received);
        var isTold = Answer(delivered, received, answer);
        if (answer.Error is { } error)
            Attempt(received.Stream, () => throw error);
        if (PassThru)
            WriteObject(HandledEvent.Of(received, answer, isTold));
    }

    private bool Answer(PersistentSubscriptionEvent delivered, ReceivedEvent received, HandlerAnswer answer)
    {
        var isTold = true;
        Finish(async () => isTold = await SendAsync(delivered, answer).ConfigureAwait(false));
        if (!isTold)
            WriteWarning($"The connection over which {received} came was lost before it could be answered for. The server delivers the event again.");
        return isTold;
    }

    private static Task<bool> SendAsync(PersistentSubscriptionEvent delivered, HandlerAnswer answer) => answer.Answer switch
    {
        EventAnswer.Ack => delivered.AcknowledgeAsync(CancellationToken.None),
        EventAnswer.Park => delivered.RefuseAsync(NackAction.Park, answer.Reason ?? NoReason, CancellationToken.None),
        EventAnswer.Retry => delivered.RefuseAsync(NackAction.Retry, answer.Reason ?? NoReason, CancellationToken.None),
        _ => delivered.RefuseAsync(NackAction.Skip, answer.Reason ?? NoReason, CancellationToken.None),
    };
}
