using System.Management.Automation;
using EventSourcing.Persistence.Metadata;
using PSEventSourcing.Commands.Streams.Listing;

namespace PSEventSourcing.Commands.Streams.Metadata;

/// <summary>Gets the metadata of streams.</summary>
[Cmdlet(VerbsCommon.Get, "EventStreamMetadata")]
[OutputType(typeof(EventStreamMetadata))]
public sealed class GetEventStreamMetadataCommand : StreamsCmdlet
{
    private protected override void ProcessStream(string stream) =>
        WriteObject(new EventStreamMetadata(Await(cancel => Recorder.GetStreamMetadataAsync(stream, cancel))));
}
