using System.Management.Automation;
using PSEventSourcing.Completers;
using PSEventSourcing.Execution;
using PSEventSourcing.Profiles;
using PSEventSourcing.Sessions;

namespace PSEventSourcing.Commands.Profiles;

/// <summary>Saves where a store is under a name, without secrets.</summary>
[Cmdlet(VerbsData.Save, "EventStoreProfile", SupportsShouldProcess = true, DefaultParameterSetName = Server)]
[OutputType(typeof(EventStoreProfile))]
public sealed class SaveEventStoreProfileCommand : EventSourcingCmdlet
{
    private const string Server = "ConnectionString";
    private const string File = "Path";

    /// <summary>The name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    public string Name { get; set; } = "";

    /// <summary>Where EventStoreDB is and how to connect.</summary>
    [Parameter(ParameterSetName = Server, Mandatory = true, Position = 1)]
    public string? ConnectionString { get; set; }

    /// <summary>The user to connect as.</summary>
    [Parameter(ParameterSetName = Server)]
    [ValidateNotNullOrEmpty]
    public string? UserName { get; set; }

    /// <summary>The name of the secret with the user's credential or password.</summary>
    [Parameter(ParameterSetName = Server)]
    [ValidateNotNullOrEmpty]
    public string? Secret { get; set; }

    /// <summary>The vault the secret is in.</summary>
    [Parameter(ParameterSetName = Server)]
    [ValidateNotNullOrEmpty]
    public string? Vault { get; set; }

    /// <summary>The root certificates to trust: PEM text, or the path of a file that holds it.</summary>
    [Parameter(ParameterSetName = Server)]
    [ValidateNotNullOrEmpty]
    public string? RootCertificate { get; set; }

    /// <summary>The SQLite file.</summary>
    [Parameter(ParameterSetName = File, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Whether a profile of the name may be replaced.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Whether to output the profile.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => HideUser(ConnectionString);

    /// <inheritdoc/>
    protected override void EndProcessing() => Require(Name, () =>
    {
        ProfileName.Check(Name);
        var profile = Path is null ? OfServer(ConnectionString!) : new EventStoreProfile { Name = Name, Path = FullPath(Path) };
        if (!ShouldProcess(Name, "Save profile"))
            return;
        ProfileFolder.Write(profile, Force);
        if (PassThru)
            WriteObject(profile);
    });

    private EventStoreProfile OfServer(string connectionString)
    {
        var shown = PublicConnection.Of(connectionString);
        if (shown.UserName is not null)
            WriteWarning("The password in the connection string was not saved: profiles hold no secrets. Keep it in SecretManagement and name it with -Secret, or pass -Credential when you connect.");
        return new EventStoreProfile
        {
            Name = Name,
            ConnectionString = shown.ConnectionString,
            UserName = UserName ?? shown.UserName,
            Secret = Secret,
            Vault = Vault,
            RootCertificate = RootCertificate is null ? null : TextOrFullPath(RootCertificate),
        };
    }
}
