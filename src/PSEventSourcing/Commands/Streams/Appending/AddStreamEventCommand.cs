using System.Management.Automation;
using EventSourcing.Domain;
using EventSourcing.Persistence;
using PSEventSourcing.Commands.Streams.Content;
using PSEventSourcing.Completers;
using PSEventSourcing.Execution;

namespace PSEventSourcing.Commands.Streams.Appending;

/// <summary>Appends events to streams.</summary>
[Cmdlet(VerbsCommon.Add, "StreamEvent", SupportsShouldProcess = true)]
[OutputType(typeof(AppendedEvent))]
public sealed class AddStreamEventCommand : StoreCmdlet
{
    private PendingAppends? _pending;

    /// <summary>The stream.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(StreamCompleter))]
    public string Stream { get; set; } = "";

    /// <summary>The event's type.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EventTypeCompleter))]
    public string Type { get; set; } = "";

    /// <summary>What the event says: a hashtable or an object, JSON text, or bytes.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    public PSObject? Data { get; set; }

    /// <summary>The data as a whole, from the pipeline: where it has no property Data of its own.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>What is known about the event: a hashtable or an object, or JSON text.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    public PSObject? Metadata { get; set; }

    /// <summary>The event's unique id.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public Guid Id { get; set; }

    /// <summary>The id of the business transaction the event belongs to.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? CorrelationId { get; set; }

    /// <summary>The id of what caused the event.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? CausationId { get; set; }

    /// <summary>What is demanded of the stream.</summary>
    [Parameter]
    [ExpectedRevisionTransformation]
    [ArgumentCompleter(typeof(ExpectedRevisionCompleter))]
    public ExpectedRevision ExpectedRevision { get; set; } = ExpectedRevision.Any;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _pending = new PendingAppends(ExpectedRevision);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        Attempt(Stream, () =>
        {
            if (Stream.Length == 0)
                throw new EmptyStreamNameException();
            if (ShouldProcess(Stream, $"Append the event {Type}"))
                _pending!.Add(Stream, Event());
        });
        if (_pending!.IsDue)
            Append();
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => Append();

    private NewEvent Event()
    {
        var id = IsGiven(nameof(Id)) ? Id : Guid.CreateVersion7();
        // An event that was read is written as it was, to the byte.
        if (InputObject?.BaseObject is StreamEvent { Recorded: var read })
            return new NewEvent(id, Type, read.Data, read.Metadata, read.IsJson);
        var (data, isJson) = EventJson.ToData(IsGiven(nameof(Data)) ? Data : InputObject);
        return new NewEvent(id, Type, data, MetadataJson.ToBytes(Metadata, CorrelationId, CausationId), isJson);
    }

    private bool IsGiven(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    private void Append()
    {
        foreach (var append in _pending!.Take())
            Attempt(append.Stream, () => Write(append, Append(append)));
    }

    private AppendResult Append(StreamAppend append)
    {
        try
        {
            var result = Await(cancel => Recorder.AppendAsync(append.Stream, append.Expected, append.Events, cancel));
            _pending!.Appended(append.Stream, result);
            return result;
        }
        catch (Exception error) when (error is EventSourcingException or ArgumentException)
        {
            _pending!.Failed(append.Stream);
            if (error is ArgumentException refused)
                throw new InvalidEventException(refused.Message);
            throw;
        }
    }

    private void Write(StreamAppend append, AppendResult result)
    {
        var first = result.Revision - append.Events.Count + 1;
        for (var i = 0; i < append.Events.Count; i++)
        {
            WriteObject(new AppendedEvent
            {
                Stream = append.Stream,
                Revision = first + i,
                Type = append.Events[i].Type,
                Id = append.Events[i].Id,
                Position = i == append.Events.Count - 1 ? result.Position : null,
            });
        }
    }
}
