using System.Management.Automation;
using EventSourcing.EventStoreDb.Client.Users;
using PSEventSourcing.Completers;

namespace PSEventSourcing.Commands.Users;

/// <summary>Changes users: what is given; the rest stays as it is.</summary>
[Cmdlet(VerbsCommon.Set, "EventStoreUser", SupportsShouldProcess = true, DefaultParameterSetName = BySteps)]
[OutputType(typeof(EventStoreUser))]
public sealed class SetEventStoreUserCommand : NamedUserCmdlet
{
    private const string BySteps = "AddRemove";
    private const string ByAll = "Group";

    /// <summary>The name for people.</summary>
    [Parameter]
    [ValidateNotNull]
    public string? FullName { get; set; }

    /// <summary>All groups the user is in from now on.</summary>
    [Parameter(ParameterSetName = ByAll, Mandatory = true)]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(UserGroupCompleter))]
    public string[] Group { get; set; } = [];

    /// <summary>Groups the user is put into.</summary>
    [Parameter(ParameterSetName = BySteps)]
    [ArgumentCompleter(typeof(UserGroupCompleter))]
    public string[] AddGroup { get; set; } = [];

    /// <summary>Groups the user is taken out of.</summary>
    [Parameter(ParameterSetName = BySteps)]
    [ArgumentCompleter(typeof(UserGroupCompleter))]
    public string[] RemoveGroup { get; set; } = [];

    /// <summary>Whether to output the user as it is then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void ProcessUser(string loginName)
    {
        var before = Await(cancel => Users.GetAsync(loginName, cancel));
        var fullName = FullName ?? before.FullName;
        string[] groups = ParameterSetName == ByAll ? Group : [.. before.Groups.Union(AddGroup).Except(RemoveGroup)];
        if (!ShouldProcess(loginName, $"Set the user to the full name '{fullName}' and the groups ({string.Join(", ", groups)})"))
            return;
        if (fullName != before.FullName || !before.Groups.SequenceEqual(groups, StringComparer.Ordinal))
            Do(cancel => UpdateAsync(before, fullName, groups, cancel));
        if (PassThru)
            WriteUser(loginName);
    }

    private async Task UpdateAsync(UserDetails before, string fullName, string[] groups, CancellationToken cancel)
    {
        if (before.Groups.Contains(Administrators.Group) && !groups.Contains(Administrators.Group))
            await Administrators.RequireAnotherAsync(Users, before.LoginName, cancel).ConfigureAwait(false);
        await Users.UpdateAsync(before.LoginName, fullName, groups, cancel).ConfigureAwait(false);
    }
}
