using System.Management.Automation;
using System.Text.RegularExpressions;
using EventSourcing.Persistence;
using PSEventSourcing.Commands.Streams.Selection;
using PSEventSourcing.Completers;
using PSEventSourcing.Execution;

namespace PSEventSourcing.Commands.Streams.Searching;

/// <summary>Finds events by what they say.</summary>
[Cmdlet(VerbsCommon.Find, "StreamEvent", DefaultParameterSetName = ByText)]
[OutputType(typeof(StreamEvent))]
public sealed class FindStreamEventCommand : StoreCmdlet
{
    private const string ByText = "Text";
    private const string ByPattern = "Pattern";
    private const string ByProperty = "Property";
    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(1);

    /// <summary>Text that the data or metadata holds.</summary>
    [Parameter(ParameterSetName = ByText, Mandatory = true, Position = 0)]
    public string Text { get; set; } = "";

    /// <summary>A regular expression that the data or metadata matches.</summary>
    [Parameter(ParameterSetName = ByPattern, Mandatory = true)]
    public string Pattern { get; set; } = "";

    /// <summary>The path of a property that is there.</summary>
    [Parameter(ParameterSetName = ByProperty, Mandatory = true)]
    public string Property { get; set; } = "";

    /// <summary>The value of the property, wildcards permitted.</summary>
    [Parameter(ParameterSetName = ByProperty)]
    [AllowNull]
    [SupportsWildcards]
    public object? Value { get; set; }

    /// <summary>Whether upper and lower case differ.</summary>
    [Parameter(ParameterSetName = ByText)]
    [Parameter(ParameterSetName = ByPattern)]
    public SwitchParameter CaseSensitive { get; set; }

    /// <summary>Where to search.</summary>
    [Parameter]
    public SearchIn In { get; set; } = SearchIn.Both;

    /// <summary>The names of streams to search, wildcards permitted; all unless given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(StreamCompleter))]
    public string[] Stream { get; set; } = ["*"];

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

    /// <summary>Newest first.</summary>
    [Parameter]
    public SwitchParameter Backward { get; set; }

    /// <summary>The store's own events and snapshots too.</summary>
    [Parameter]
    public SwitchParameter IncludeSystem { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Stream, () =>
    {
        var matches = Matcher();
        // All names at once, so that the log is looked through once.
        var selection = new EventSelection { Streams = [.. Stream.Select(name => new StreamPattern(name))], Types = Type, After = After, Before = Before, IncludeSystem = IncludeSystem };
        var read = new SelectedRead { Selection = selection, Backward = Backward };
        using var progress = new ReadProgress(this, "Searching events");
        ForEach(cancel => read.RunAsync(Recorder, progress.Looked, cancel).Where(matches), recorded => WriteObject(new StreamEvent(recorded)), progress.Show);
    });

    private Func<RecordedEvent, bool> Matcher()
    {
        switch (ParameterSetName)
        {
            case ByPattern:
                var pattern = Regex();
                return recorded => EventText.Any(recorded, In, pattern.IsMatch);
            case ByProperty:
                var path = new PropertyPath(Property);
                Func<System.Text.Json.JsonElement, bool> accepts = MyInvocation.BoundParameters.ContainsKey(nameof(Value)) ? PropertyPath.Accepting(Value) : _ => true;
                return recorded => (In.HasFlag(SearchIn.Data) && path.Finds(recorded.Data, accepts)) || (In.HasFlag(SearchIn.Metadata) && path.Finds(recorded.Metadata, accepts));
            default:
                var comparison = CaseSensitive ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
                return recorded => EventText.Any(recorded, In, text => text.Contains(Text, comparison));
        }
    }

    private Regex Regex()
    {
        try
        {
            return new Regex(Pattern, RegexOptions.CultureInvariant | (CaseSensitive ? RegexOptions.None : RegexOptions.IgnoreCase), LongestMatch);
        }
        catch (ArgumentException error)
        {
            throw new InvalidPatternException(error);
        }
    }
}
