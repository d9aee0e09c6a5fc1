using System.Management.Automation;
using EventSourcing.Persistence;
using PSEventSourcing.Completers;
using PSEventSourcing.Execution;
using PSEventSourcing.Profiles;
using PSEventSourcing.Sessions;

namespace PSEventSourcing.Commands.Sessions;

/// <summary>Opens a session with a store, and makes it the default of the runspace.</summary>
[Cmdlet(VerbsCommunications.Connect, "EventStore", DefaultParameterSetName = Server)]
[OutputType(typeof(EventStoreSession))]
public sealed class ConnectEventStoreCommand : EventSourcingCmdlet
{
    private const string Server = "ConnectionString";
    private const string File = "Path";

    /// <summary>A name for the session; without a connection string and a path, that of the profile to connect to.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    public string? Name { get; set; }

    /// <summary>Where EventStoreDB is and how to connect; else the environment says which store.</summary>
    [Parameter(ParameterSetName = Server, Position = 0)]
    public string? ConnectionString { get; set; }

    /// <summary>The SQLite file to keep events in, which need not exist yet.</summary>
    [Parameter(ParameterSetName = File, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The user to connect as.</summary>
    [Parameter(ParameterSetName = Server)]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The root certificates to trust: PEM text, or the path of a file that holds it.</summary>
    [Parameter(ParameterSetName = Server)]
    [ValidateNotNullOrEmpty]
    public string? RootCertificate { get; set; }

    /// <summary>Whether to output the session.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => HideUser(ConnectionString);

    /// <inheritdoc/>
    protected override void EndProcessing() => Require(Path ?? ConnectionParts.Address(ConnectionString) ?? Name ?? SessionSettings.EnvironmentAddress, () =>
    {
        if (Name is not null)
            ProfileName.Check(Name);
        var settings = Settings();
        var opened = Await(cancel => EventStoreSession.OpenAsync(settings, cancel));
        if (RunspaceSessions.Current.Add(opened, Name) is { } former)
            Do(_ => former.CloseAsync().AsTask());
        WriteVerbose($"Connected to {opened}.");
        if (PassThru)
            WriteObject(opened);
    });

    private Settings Settings()
    {
        if (Path is not null)
            return SessionSettings.ForFile(FullPath(Path));
        if (ConnectionString is null && Name is not null)
            return OfProfile(ProfileFolder.Read(Name));
        return SessionSettings.For(ConnectionString, Credential, RootCertificate is null ? null : TextOrFullPath(RootCertificate), FullPath);
    }

    private Settings OfProfile(EventStoreProfile profile)
    {
        if (profile.Path is not null)
            return SessionSettings.ForFile(profile.Path);
        var credential = Credential ?? ((profile.UserName ?? profile.Secret) is null ? null : ProfileCredential.Find(profile, InvokeCommand, Host));
        return SessionSettings.For(profile.ConnectionString, credential, RootCertificate is null ? profile.RootCertificate : TextOrFullPath(RootCertificate), FullPath);
    }
}
