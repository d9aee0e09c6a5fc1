using System.Management.Automation;
using EventSourcing.EventStoreDb.Client.PersistentSubscriptions;

namespace PSEventSourcing.Commands.PersistentSubscriptions.Settings;

/// <summary>Creates a persistent subscription.</summary>
[Cmdlet(VerbsCommon.New, "PersistentSubscription", SupportsShouldProcess = true, DefaultParameterSetName = ByStream)]
[OutputType(typeof(PersistentSubscription))]
public sealed class NewPersistentSubscriptionCommand : SettingsCmdlet
{
    /// <summary>Only events of streams whose names begin with one of these texts.</summary>
    [Parameter(ParameterSetName = ByAll)]
    [ValidateNotNullOrEmpty]
    public string[]? StreamPrefix { get; set; }

    /// <summary>Only events of streams whose names the regular expression matches.</summary>
    [Parameter(ParameterSetName = ByAll)]
    [ValidateNotNullOrEmpty]
    public string? StreamPattern { get; set; }

    /// <summary>Only events whose types begin with one of these texts.</summary>
    [Parameter(ParameterSetName = ByAll)]
    [ValidateNotNullOrEmpty]
    public string[]? TypePrefix { get; set; }

    /// <summary>Only events whose types the regular expression matches.</summary>
    [Parameter(ParameterSetName = ByAll)]
    [ValidateNotNullOrEmpty]
    public string? TypePattern { get; set; }

    /// <summary>The store's own events too.</summary>
    [Parameter(ParameterSetName = ByAll)]
    public SwitchParameter IncludeSystem { get; set; }

    private protected override void ProcessGroup()
    {
        var settings = Change(new PersistentSubscriptionSettings());
        var filter = Filter();
        if (!ShouldProcess(GroupName, "Create the persistent subscription"))
            return;
        Do(cancel => Client.PersistentSubscriptions.CreateAsync(Source, Group, settings, filter, cancel));
        WriteObject(Current());
    }

    private PersistentSubscriptionFilter? Filter()
    {
        var filter = new GroupFilter(StreamPrefix, StreamPattern, TypePrefix, TypePattern);
        if (filter.IsAmbiguous)
            throw Invalid("The server takes one filter, so use only one of -StreamPrefix, -StreamPattern, -TypePrefix and -TypePattern.");
        try
        {
            return filter.Compile() ?? (IsOfAll && !IncludeSystem ? PersistentSubscriptionFilter.ExcludeSystemEvents : null);
        }
        catch (ArgumentException error)
        {
            throw Invalid($"A pattern is no regular expression: {error.Message}");
        }
    }
}
