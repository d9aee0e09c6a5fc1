using System.Management.Automation;
using EventSourcing.Persistence;
using PSEventSourcing.Commands.Aggregates.Definitions;
using PSEventSourcing.Commands.Streams.Listing;
using PSEventSourcing.Commands.Streams.Selection;
using PSEventSourcing.Completers;
using PSEventSourcing.Execution;

namespace PSEventSourcing.Commands.Aggregates;

/// <summary>A cmdlet that works on aggregates by their ids, or on those that wildcards name.</summary>
public abstract class SelectingAggregateCmdlet : AggregateCmdlet
{
    private protected SelectingAggregateCmdlet()
    {
    }

    /// <summary>The name of the kind of aggregate.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AggregateNameCompleter))]
    public string Aggregate { get; set; } = "";

    /// <summary>Does the work for each aggregate; an error in it is about that aggregate alone.</summary>
    /// <param name="ids">Ids, wildcards permitted.</param>
    /// <param name="work">What to do. Where wildcards have named the aggregate, it is not there any more, or was not yet,
    /// without an error.</param>
    private protected void ForEachAggregate(IEnumerable<string> ids, Action<AggregateDefinition, string> work)
    {
        foreach (var id in ids)
            Attempt(id, () => Process(Definition(Aggregate), id, work));
    }

    private void Process(AggregateDefinition definition, string id, Action<AggregateDefinition, string> work)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(id))
        {
            work(definition, WildcardPattern.Unescape(id));
            return;
        }

        var pattern = new StreamPattern(WildcardPattern.Escape(definition.StreamPrefix) + id);
        using var progress = new ReadProgress(this, $"Looking for aggregates ({definition.Name})");
        ForEach(
            cancel => StreamNames.FindAsync(Recorder, new EventSelection { Streams = [pattern] }, progress.Looked, cancel),
            stream => Attempt(stream[definition.StreamPrefix.Length..], () => IfThere(() => work(definition, stream[definition.StreamPrefix.Length..]))),
            progress.Show);
    }

    private static void IfThere(Action work)
    {
        try
        {
            work();
        }
        catch (Exception error) when (error is NoSuchAggregateException or StreamDeletedException)
        {
            // Deleted since, or not at what was asked for: such an aggregate is none of those that the wildcards name.
        }
    }
}
