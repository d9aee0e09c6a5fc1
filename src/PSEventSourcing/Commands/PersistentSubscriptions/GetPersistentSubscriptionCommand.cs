using System.Management.Automation;
using System.Runtime.CompilerServices;
using EventSourcing.EventStoreDb.Client.PersistentSubscriptions;
using PSEventSourcing.Commands.Streams.Selection;
using PSEventSourcing.Completers;
using PSEventSourcing.Execution;

namespace PSEventSourcing.Commands.PersistentSubscriptions;

/// <summary>Gets persistent subscriptions: how they work, and how they are doing.</summary>
[Cmdlet(VerbsCommon.Get, "PersistentSubscription")]
[OutputType(typeof(PersistentSubscription))]
public sealed class GetPersistentSubscriptionCommand : ServerCmdlet
{
    /// <summary>The names of the streams, wildcards permitted; <c>$all</c>: the log of all streams.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(GroupStreamCompleter))]
    public string[] Stream { get; set; } = ["*"];

    /// <summary>The names of the groups, wildcards permitted.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(GroupCompleter))]
    public string[] Group { get; set; } = ["*"];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var stream in Stream)
            foreach (var group in Group)
                Attempt(stream, () => ForEach(cancel => FindAsync(new StreamPattern(stream), new StreamPattern(group), cancel), WriteObject));
    }

    private async IAsyncEnumerable<PersistentSubscription> FindAsync(StreamPattern stream, StreamPattern group, [EnumeratorCancellation] CancellationToken cancel)
    {
        IReadOnlyList<PersistentSubscriptionInfo> found = stream.IsExact && group.IsExact
            ? [await Client.PersistentSubscriptions.GetInfoAsync(stream.Prefix, group.Prefix, cancel).ConfigureAwait(false)]
            : await Client.PersistentSubscriptions.ListAsync(stream.IsExact ? stream.Prefix : null, cancel).ConfigureAwait(false);
        var meant = found.Where(info => stream.Matches(info.Stream) && group.Matches(info.Group));
        foreach (var info in meant.OrderBy(info => info.Stream, StringComparer.Ordinal).ThenBy(info => info.Group, StringComparer.Ordinal))
            yield return await PersistentSubscription.OfAsync(Recorder, info, cancel).ConfigureAwait(false);
    }
}
