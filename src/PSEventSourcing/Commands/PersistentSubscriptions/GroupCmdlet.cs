using System.Management.Automation;
using PSEventSourcing.Commands.Streams;
using PSEventSourcing.Completers;
using PSEventSourcing.Execution;

namespace PSEventSourcing.Commands.PersistentSubscriptions;

/// <summary>A cmdlet that does something with one persistent subscription: that of a group to a stream, or to the log of all
/// streams.</summary>
public abstract class GroupCmdlet : ServerCmdlet
{
    /// <summary>The parameter set of streams.</summary>
    private protected const string ByStream = "Stream";

    /// <summary>The parameter set of the whole log.</summary>
    private protected const string ByAll = "All";

    private const string Everything = "$all";

    private protected GroupCmdlet()
    {
    }

    /// <summary>The name of the stream; <c>$all</c>: the log of all streams.</summary>
    [Parameter(ParameterSetName = ByStream, Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(GroupStreamCompleter))]
    public string Stream { get; set; } = "";

    /// <summary>The log of all streams.</summary>
    [Parameter(ParameterSetName = ByAll, Mandatory = true)]
    public SwitchParameter All { get; set; }

    /// <summary>The name of the group.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(GroupCompleter))]
    public string Group { get; set; } = "";

    /// <summary>What the group subscribes to.</summary>
    private protected string Source => All ? Everything : Stream;

    /// <summary>Whether that is the log of all streams.</summary>
    private protected bool IsOfAll => Source == Everything;

    /// <summary>The two names, for messages.</summary>
    private protected string GroupName => $"{Source}::{Group}";

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Source, () =>
    {
        if (Source.Length == 0)
            throw new EmptyStreamNameException();
        ProcessGroup();
    });

    /// <summary>Does the work; an error in it is about this persistent subscription alone.</summary>
    private protected abstract void ProcessGroup();

    /// <summary>An error in what was asked for.</summary>
    private protected InvalidPersistentSubscriptionException Invalid(string why) => new(GroupName, why);

    /// <summary>Gets the persistent subscription as it is now.</summary>
    private protected PersistentSubscription Current() =>
        Await(async cancel =>
        {
            var info = await Client.PersistentSubscriptions.GetInfoAsync(Source, Group, cancel).ConfigureAwait(false);
            return await PersistentSubscription.OfAsync(Recorder, info, cancel).ConfigureAwait(false);
        });
}
