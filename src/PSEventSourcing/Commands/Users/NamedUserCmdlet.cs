using System.Management.Automation;
using PSEventSourcing.Completers;

namespace PSEventSourcing.Commands.Users;

/// <summary>A cmdlet that does something with each of some users.</summary>
public abstract class NamedUserCmdlet : UserCmdlet
{
    private protected NamedUserCmdlet()
    {
    }

    /// <summary>The login names, wildcards permitted.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(UserCompleter))]
    public string[] LoginName { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var name in LoginName)
            Attempt(name, () => Process(name));
    }

    /// <summary>Does the work for a user; an error in it is about that user alone.</summary>
    private protected abstract void ProcessUser(string loginName);

    /// <summary>Outputs a user as it is now.</summary>
    private protected void WriteUser(string loginName) =>
        WriteObject(EventStoreUser.Of(Await(cancel => Users.GetAsync(loginName, cancel))));

    private void Process(string name)
    {
        if (name.Length == 0)
            throw new InvalidLoginNameException(name);
        if (!WildcardPattern.ContainsWildcardCharacters(name))
        {
            ProcessUser(WildcardPattern.Unescape(name));
            return;
        }

        var users = Await(Users.ListAsync);
        var pattern = WildcardPattern.Get(name, WildcardOptions.None);
        // Whoever is piped in is meant, and not whom the name would match.
        var isName = users.Any(user => user.LoginName == name);
        foreach (var user in users.Where(user => isName ? user.LoginName == name : pattern.IsMatch(user.LoginName)))
            Attempt(user.LoginName, () => ProcessUser(user.LoginName));
    }
}
