using System.Management.Automation;
using PSEventSourcing.Completers;
using PSEventSourcing.Execution;

namespace PSEventSourcing.Commands.Streams.Selection;

/// <summary>A cmdlet that works on the events of streams, or of the whole log.</summary>
public abstract class SelectingCmdlet : StoreCmdlet
{
    /// <summary>The parameter set of streams.</summary>
    private protected const string ByStream = "Stream";

    /// <summary>The parameter set of the whole log.</summary>
    private protected const string ByAll = "All";

    private protected SelectingCmdlet()
    {
    }

    /// <summary>The names of the streams, wildcards permitted.</summary>
    [Parameter(ParameterSetName = ByStream, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(StreamCompleter))]
    public string[] Stream { get; set; } = [];

    /// <summary>All streams, in the order of the log.</summary>
    [Parameter(ParameterSetName = ByAll, Mandatory = true)]
    public SwitchParameter All { get; set; }

    /// <summary>Event types, wildcards permitted.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(EventTypeCompleter))]
    public string[] Type { get; set; } = [];

    /// <summary>Only events written at this time or later.</summary>
    [Parameter]
    public DateTimeOffset? After { get; set; }

    /// <summary>Only events written before this time.</summary>
    [Parameter]
    public DateTimeOffset? Before { get; set; }

    /// <summary>The store's own events and snapshots too.</summary>
    [Parameter]
    public SwitchParameter IncludeSystem { get; set; }

    /// <summary>Does the work for each stream that is named, and once for all that wildcards name.</summary>
    /// <param name="work">What to do with what was named, and the selection of its events; an error in it is about that
    /// selection alone.</param>
    private protected void ForEachSelection(Action<string, EventSelection> work)
    {
        if (All)
        {
            Attempt(Everything, () => work(Everything, Select([])));
            return;
        }

        foreach (var stream in Stream)
            Attempt(stream, () => work(stream, Select([new StreamPattern(stream)])));
    }

    private const string Everything = "$all";

    private EventSelection Select(IReadOnlyList<StreamPattern> streams) =>
        new() { Streams = streams, Types = Type, After = After, Before = Before, IncludeSystem = IncludeSystem };
}
