using System.Collections;
using System.Management.Automation;
using EventSourcing.EventStoreDb.Client.Connection;
using PSEventSourcing.Commands.Nodes;

namespace PSEventSourcing.Commands.Statistics;

/// <summary>Gets the figures of a node, once or again and again.</summary>
[Cmdlet(VerbsCommon.Get, "EventStoreStatistic")]
[OutputType(typeof(EventStoreStatistic))]
[OutputType(typeof(IDictionary))]
public sealed class GetEventStoreStatisticCommand : NodeCmdlet
{
    private const int MaxSeconds = 24 * 60 * 60;

    /// <summary>How many seconds lie between two of them; without a count they go on until stopped.</summary>
    [Parameter]
    [ValidateRange(1, MaxSeconds)]
    public int? Interval { get; set; }

    /// <summary>How often to get them.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? Count { get; set; }

    /// <summary>The figures as the server names them, and as the text it sends.</summary>
    [Parameter]
    public SwitchParameter Raw { get; set; }

    private protected override void ProcessNode(Endpoint node)
    {
        var count = Count ?? (Interval is null ? 1 : int.MaxValue);
        var interval = TimeSpan.FromSeconds(Interval ?? 1);
        ForEachOnNode(
            node,
            (client, cancel) => client.Monitoring.ReadStatisticsAsync(interval, cancel).Take(count),
            figures => WriteObject(Raw ? figures : new Figures(figures).ToStatistic(node.ToString(), TimeProvider.System.GetLocalNow())));
    }
}
