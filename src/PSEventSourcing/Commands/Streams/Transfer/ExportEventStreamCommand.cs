using System.Management.Automation;
using EventSourcing.Persistence;
using PSEventSourcing.Commands.Streams.Selection;
using PSEventSourcing.Commands.Streams.Transfer.Files;
using PSEventSourcing.Commands.Streams.Transfer.Writing;
using PSEventSourcing.Execution;

namespace PSEventSourcing.Commands.Streams.Transfer;

/// <summary>Writes the events of streams to a file.</summary>
[Cmdlet(VerbsData.Export, "EventStream", SupportsShouldProcess = true, DefaultParameterSetName = ByStream)]
[OutputType(typeof(EventStreamExport))]
public sealed class ExportEventStreamCommand : SelectingCmdlet
{
    private readonly List<string> _names = [];

    /// <summary>The file.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Put it in the place of one that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gathers the names, because they all go into one file.</summary>
    protected override void ProcessRecord() => _names.AddRange(Stream);

    /// <inheritdoc/>
    protected override void EndProcessing() => Attempt(Path, () =>
    {
        var selection = Select([.. _names.Select(name => new StreamPattern(name))]);
        var path = TransferPath.Of(this, Path);
        if (!All && _names.Count == 0)
            return;
        if (!ShouldProcess(path, $"Export the events of {(All ? Everything : string.Join(", ", _names))}"))
            return;
        using var progress = new ReadProgress(this, "Exporting events");
        WriteObject(Await(cancel => ExportFile.WriteAsync(path, Force, ServedEvents.ReadAsync(Recorder, selection, cancel).Select(Looked), cancel), progress.Show));

        RecordedEvent Looked(RecordedEvent recorded)
        {
            progress.Looked();
            return recorded;
        }
    });
}
