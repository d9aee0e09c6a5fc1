using System.Management.Automation;
using System.Security;
using EventSourcing.EventStoreDb.Client.Users;
using PSEventSourcing.Completers;

namespace PSEventSourcing.Commands.Users;

/// <summary>Creates a user.</summary>
[Cmdlet(VerbsCommon.New, "EventStoreUser", SupportsShouldProcess = true, DefaultParameterSetName = ByPassword)]
[OutputType(typeof(EventStoreUser))]
public sealed class NewEventStoreUserCommand : UserCmdlet
{
    private const string ByPassword = "Password";
    private const string ByCredential = "Credential";

    /// <summary>The name to log in with.</summary>
    [Parameter(ParameterSetName = ByPassword, Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string LoginName { get; set; } = "";

    /// <summary>The password.</summary>
    [Parameter(ParameterSetName = ByPassword, Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    public SecureString Password { get; set; } = new();

    /// <summary>The name to log in with and the password.</summary>
    [Parameter(ParameterSetName = ByCredential, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Credential]
    public PSCredential Credential { get; set; } = PSCredential.Empty;

    /// <summary>The name for people; the login name unless given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? FullName { get; set; }

    /// <summary>The groups the user is in.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(UserGroupCompleter))]
    public string[] Group { get; set; } = [];

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        Secret.Hide(MyInvocation, Password, Credential?.Password);
        base.BeginProcessing();
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        // Not that of its network credential, which would split a domain off.
        var loginName = ParameterSetName == ByCredential ? Credential.UserName : LoginName;
        var password = ParameterSetName == ByCredential ? Credential.Password : Password;
        Secret.Hide(MyInvocation, password);
        Attempt(loginName, () =>
        {
            if (loginName.Length == 0 || loginName.Contains(':', StringComparison.Ordinal))
                throw new InvalidLoginNameException(loginName);
            var revealed = Secret.Reveal(password, loginName);
            if (ShouldProcess(loginName, Group is [] ? "Create the user" : $"Create the user in {string.Join(", ", Group)}"))
                WriteObject(EventStoreUser.Of(Await(cancel => CreateAsync(loginName, revealed, cancel))));
        });
    }

    /// <summary>The server leaves a user of the same name and password as it is, and says nothing; so what is there is looked
    /// at.</summary>
    private async Task<UserDetails> CreateAsync(string loginName, string password, CancellationToken cancel)
    {
        var fullName = FullName ?? loginName;
        await Users.CreateAsync(loginName, fullName, Group, password, cancel).ConfigureAwait(false);
        var user = await Users.GetAsync(loginName, cancel).ConfigureAwait(false);
        return user.FullName == fullName && user.Groups.ToHashSet(StringComparer.Ordinal).SetEquals(Group) ? user : throw new UserDiffersException(loginName);
    }
}
