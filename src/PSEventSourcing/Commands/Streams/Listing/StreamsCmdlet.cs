using System.Management.Automation;
using PSEventSourcing.Commands.Streams.Selection;
using PSEventSourcing.Completers;
using PSEventSourcing.Execution;

namespace PSEventSourcing.Commands.Streams.Listing;

/// <summary>A cmdlet that does something with each of some streams.</summary>
public abstract class StreamsCmdlet : StoreCmdlet
{
    private protected StreamsCmdlet()
    {
    }

    /// <summary>The names of the streams, wildcards permitted.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(StreamCompleter))]
    public string[] Stream { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var name in Stream)
            Attempt(name, () => Process(new StreamPattern(name)));
    }

    /// <summary>Does the work for a stream; an error in it is about that stream alone.</summary>
    private protected abstract void ProcessStream(string stream);

    private void Process(StreamPattern pattern)
    {
        if (pattern.IsExact)
        {
            ProcessStream(pattern.Prefix);
            return;
        }

        // All names first, because what is done with the streams would show in the search.
        var found = new List<string>();
        using var progress = new ReadProgress(this, "Looking for streams");
        ForEach(cancel => StreamNames.FindAsync(Recorder, new EventSelection { Streams = [pattern] }, progress.Looked, cancel), found.Add, progress.Show);
        foreach (var stream in found)
            Attempt(stream, () => ProcessStream(stream));
    }
}
