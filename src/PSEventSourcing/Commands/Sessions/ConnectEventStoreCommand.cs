using System.Management.Automation;
using PSEventSourcing.Execution;
using PSEventSourcing.Sessions;

namespace PSEventSourcing.Commands.Sessions;

/// <summary>Opens a session with a store, and makes it the default of the runspace.</summary>
[Cmdlet(VerbsCommunications.Connect, "EventStore", DefaultParameterSetName = Server)]
[OutputType(typeof(EventStoreSession))]
public sealed class ConnectEventStoreCommand : EventSourcingCmdlet
{
    private const string Server = "ConnectionString";
    private const string File = "Path";

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

    /// <summary>PowerShell shows the line of the command with an error. What is secret in it is left out.</summary>
    protected override void BeginProcessing()
    {
        if (ConnectionParts.Secret(ConnectionString) is { Length: > 0 } secret)
            MyInvocation.DisplayScriptPosition = CommandLine.Without(secret, MyInvocation);
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => Require(Path ?? ConnectionParts.Address(ConnectionString) ?? SessionSettings.EnvironmentAddress, () =>
    {
        var settings = Path is null
            ? SessionSettings.For(ConnectionString, Credential, RootCertificate is null ? null : TextOrFullPath(RootCertificate), FullPath)
            : SessionSettings.ForFile(FullPath(Path));
        var opened = Await(cancel => EventStoreSession.OpenAsync(settings, cancel));
        RunspaceSessions.Current.Add(opened);
        WriteVerbose($"Connected to {opened}.");
        if (PassThru)
            WriteObject(opened);
    });
}
