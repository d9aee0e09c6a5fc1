using System.Management.Automation;
using EventSourcing.Persistence;

namespace PSEventSourcing.Commands.PersistentSubscriptions.Parked;

/// <summary>Gets the events that a persistent subscription has put aside, oldest first.</summary>
[Cmdlet(VerbsCommon.Get, "ParkedEvent", DefaultParameterSetName = ByStream)]
[OutputType(typeof(ParkedEvent))]
public sealed class GetParkedEventCommand : GroupCmdlet
{
    private protected override void ProcessGroup()
    {
        // Where nothing was ever parked there is no stream, and neither is there one where there is no group.
        Do(cancel => Client.PersistentSubscriptions.GetInfoAsync(Source, Group, cancel));
        ForEach(
            cancel => Recorder.ReadStreamAsync(ParkedStream.Of(Source, Group), new StreamRead { ResolveLinks = true, MustExist = false }, cancel),
            recorded => WriteObject(ParkedEvent.Of(recorded)));
    }
}
