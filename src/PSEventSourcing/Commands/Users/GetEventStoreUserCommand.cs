using System.Management.Automation;
using PSEventSourcing.Completers;

namespace PSEventSourcing.Commands.Users;

/// <summary>Gets users.</summary>
[Cmdlet(VerbsCommon.Get, "EventStoreUser")]
[OutputType(typeof(EventStoreUser))]
public sealed class GetEventStoreUserCommand : UserCmdlet
{
    /// <summary>The login names, wildcards permitted.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(UserCompleter))]
    public string[] LoginName { get; set; } = ["*"];

    /// <summary>Groups, wildcards permitted; only users in one of them.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(UserGroupCompleter))]
    public string[] Group { get; set; } = ["*"];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var name in LoginName)
            Attempt(name, () => Write(name));
    }

    private void Write(string name)
    {
        if (name.Length == 0)
            throw new InvalidLoginNameException(name);
        var isExact = !WildcardPattern.ContainsWildcardCharacters(name);
        var pattern = WildcardPattern.Get(name, WildcardOptions.None);
        var found = isExact
            ? [Await(cancel => Users.GetAsync(WildcardPattern.Unescape(name), cancel))]
            : Await(Users.ListAsync).Where(user => pattern.IsMatch(user.LoginName));
        foreach (var user in found)
            if (IsInGroup(user.Groups))
                WriteObject(EventStoreUser.Of(user));
    }

    private bool IsInGroup(IReadOnlyList<string> groups) =>
        Group is ["*"] || Group.Any(wanted => groups.Any(WildcardPattern.Get(wanted, WildcardOptions.None).IsMatch));
}
