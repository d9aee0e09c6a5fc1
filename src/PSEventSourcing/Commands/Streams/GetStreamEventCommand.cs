using System.Management.Automation;
using EventSourcing.Persistence;
using PSEventSourcing.Execution;

namespace PSEventSourcing.Commands.Streams;

/// <summary>Reads the events of a stream.</summary>
[Cmdlet(VerbsCommon.Get, "StreamEvent")]
[OutputType(typeof(StreamEvent))]
public sealed class GetStreamEventCommand : StoreCmdlet
{
    /// <summary>The stream.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string Stream { get; set; } = "";

    /// <summary>Newest first.</summary>
    [Parameter]
    public SwitchParameter Backward { get; set; }

    /// <summary>The revision to begin with.</summary>
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long? From { get; set; }

    /// <summary>The most events to read.</summary>
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long MaxCount { get; set; } = long.MaxValue;

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Stream, () =>
    {
        if (Stream.Length == 0)
            throw new EmptyStreamNameException();
        var read = new StreamRead
        {
            Direction = Backward ? ReadDirection.Backwards : ReadDirection.Forwards,
            From = From,
            MaxCount = MaxCount,
            MustExist = true,
        };
        ForEach(cancel => Recorder.ReadStreamAsync(Stream, read, cancel), recorded => WriteObject(new StreamEvent(recorded)));
    });
}
