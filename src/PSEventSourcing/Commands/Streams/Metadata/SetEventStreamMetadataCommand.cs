using System.Management.Automation;
using System.Text;
using EventSourcing.Persistence;
using EventSourcing.Persistence.Metadata;
using PSEventSourcing.Commands.Streams.Content;
using PSEventSourcing.Commands.Streams.Listing;

namespace PSEventSourcing.Commands.Streams.Metadata;

/// <summary>Sets metadata of streams: what is given; the rest stays as it is.</summary>
[Cmdlet(VerbsCommon.Set, "EventStreamMetadata", SupportsShouldProcess = true)]
[OutputType(typeof(EventStreamMetadata))]
public sealed class SetEventStreamMetadataCommand : StreamsCmdlet
{
    /// <summary>How old events may be that are still served.</summary>
    [Parameter]
    public TimeSpan? MaxAge { get; set; }

    /// <summary>How many of the newest events are served.</summary>
    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public long? MaxCount { get; set; }

    /// <summary>The revision before which nothing is served.</summary>
    [Parameter]
    [ValidateRange(0, long.MaxValue - 1)]
    public long? TruncateBefore { get; set; }

    /// <summary>How long Atom feeds of the stream may be cached.</summary>
    [Parameter]
    public TimeSpan? CacheControl { get; set; }

    /// <summary>Who may do what with the stream.</summary>
    [Parameter]
    [StreamAclTransformation]
    public StreamAcl? Acl { get; set; }

    /// <summary>Keys of one's own, with their values.</summary>
    [Parameter]
    [ValidateNotNull]
    public PSObject? Custom { get; set; }

    /// <summary>Keys to take away: names of the other parameters, or keys of one's own.</summary>
    [Parameter]
    public string[] Remove { get; set; } = [];

    /// <summary>Whether to output the metadata as it is then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void ProcessStream(string stream)
    {
        if (!ShouldProcess(stream, "Set the metadata"))
            return;
        var set = Await(cancel => SetAsync(stream, cancel));
        if (PassThru)
            WriteObject(new EventStreamMetadata(set));
    }

    /// <summary>Another may change the metadata in between; then what is given is put into what there is now.</summary>
    private async Task<RecordedStreamMetadata> SetAsync(string stream, CancellationToken cancel)
    {
        while (true)
        {
            var before = await Recorder.GetStreamMetadataAsync(stream, cancel).ConfigureAwait(false);
            var metadata = Change(before.Metadata);
            try
            {
                var result = await Recorder.SetStreamMetadataAsync(
                    stream, metadata, before.Revision is { } revision ? ExpectedRevision.Exactly(revision) : ExpectedRevision.NoStream, cancel).ConfigureAwait(false);
                return new RecordedStreamMetadata(stream, metadata, result.Revision, IsIgnored: false);
            }
            catch (WrongExpectedRevisionException)
            {
                cancel.ThrowIfCancellationRequested();
            }
            catch (ArgumentException error)
            {
                throw new InvalidMetadataException(stream, error);
            }
        }
    }

    private StreamMetadata Change(StreamMetadata before)
    {
        var custom = before.Custom.ToDictionary(StringComparer.Ordinal);
        foreach (var (key, value) in EventJson.Members(Custom))
            custom[key] = Encoding.UTF8.GetString(EventJson.ToBytes(value).Span);
        foreach (var key in Remove)
            custom.Remove(key);
        return new StreamMetadata
        {
            MaxAge = Removes(nameof(MaxAge)) ? null : MaxAge ?? before.MaxAge,
            MaxCount = Removes(nameof(MaxCount)) ? null : MaxCount ?? before.MaxCount,
            TruncateBefore = Removes(nameof(TruncateBefore)) ? null : TruncateBefore ?? before.TruncateBefore,
            CacheControl = Removes(nameof(CacheControl)) ? null : CacheControl ?? before.CacheControl,
            Acl = Removes(nameof(Acl)) ? null : Acl ?? before.Acl,
            Custom = custom,
        };
    }

    private bool Removes(string key) => Remove.Contains(key, StringComparer.OrdinalIgnoreCase);
}
