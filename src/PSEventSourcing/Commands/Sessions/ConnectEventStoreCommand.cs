using System.Management.Automation;
using PSEventSourcing.Execution;
using PSEventSourcing.Sessions;

namespace PSEventSourcing.Commands.Sessions;

/// <summary>Opens a session with a store, and makes it the default of the runspace.</summary>
[Cmdlet(VerbsCommunications.Connect, "EventStore")]
[OutputType(typeof(EventStoreSession))]
public sealed class ConnectEventStoreCommand : EventSourcingCmdlet
{
    /// <summary>Where EventStoreDB is and how to connect; else the environment says which store.</summary>
    [Parameter(Position = 0)]
    public string? ConnectionString { get; set; }

    /// <summary>The user to connect as.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The root certificates to trust: PEM text, or the path of a file that holds it.</summary>
    [Parameter]
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
    protected override void EndProcessing() => Require(ConnectionParts.Address(ConnectionString) ?? SessionSettings.EnvironmentAddress, () =>
    {
        var settings = SessionSettings.For(ConnectionString, Credential, RootCertificate is null ? null : TextOrFullPath(RootCertificate));
        var opened = Await(cancel => EventStoreSession.OpenAsync(settings, cancel));
        RunspaceSessions.Current.Add(opened);
        WriteVerbose($"Connected to {opened}.");
        if (PassThru)
            WriteObject(opened);
    });

    /// <summary>A path is meant from PowerShell's location, which is not the process's directory.</summary>
    private string TextOrFullPath(string certificates) => certificates.Contains("-----BEGIN", StringComparison.Ordinal)
        ? certificates
        : GetUnresolvedProviderPathFromPSPath(certificates);
}
