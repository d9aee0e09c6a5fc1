using System.Management.Automation;
using PSEventSourcing.Commands.Streams.Transfer.Files;
using PSEventSourcing.Commands.Streams.Transfer.Renaming;
using PSEventSourcing.Commands.Streams.Transfer.Writing;
using PSEventSourcing.Execution;

namespace PSEventSourcing.Commands.Streams.Transfer;

/// <summary>Writes the events of a file to streams.</summary>
[Cmdlet(VerbsData.Import, "EventStream", SupportsShouldProcess = true)]
[OutputType(typeof(TransferredStream))]
public sealed class ImportEventStreamCommand : StoreCmdlet
{
    /// <summary>The files.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>What the streams are to be called.</summary>
    [Parameter]
    [StreamRenamingTransformation]
    public StreamRenaming? RenameStream { get; set; }

    /// <summary>What goes before the names.</summary>
    [Parameter]
    public string Prefix { get; set; } = "";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var path in Path)
            Attempt(path, () => Import(TransferPath.Of(this, path)));
    }

    private void Import(string path)
    {
        var transfers = new StreamTransfers(cancel => ExportFile.ReadAsync(path, cancel));
        new TransferRun(this, transfers, Recorder).Run("Verifying the file", StreamRenaming.Of(RenameStream, Prefix));
    }
}
