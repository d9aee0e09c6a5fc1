using System.Management.Automation;
using EventSourcing.Domain;
using EventSourcing.Persistence;
using PSEventSourcing.Completers;
using PSEventSourcing.Errors;
using PSEventSourcing.Execution;
using PSEventSourcing.Sessions;

namespace PSEventSourcing.Commands.Sessions;

/// <summary>Tests whether a store answers.</summary>
[Cmdlet(VerbsDiagnostic.Test, "EventStore", DefaultParameterSetName = BySession)]
[OutputType(typeof(StoreTest), typeof(bool))]
public sealed class TestEventStoreCommand : EventSourcingCmdlet
{
    private const string BySession = "Session";
    private const string Server = "ConnectionString";
    private const string File = "Path";

    /// <summary>The session to test, its name or its number; the default one unless given.</summary>
    [Parameter(ParameterSetName = BySession, ValueFromPipeline = true)]
    [SessionTransformation]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public EventStoreSession? Session { get; set; }

    /// <summary>Where EventStoreDB is and how to connect.</summary>
    [Parameter(ParameterSetName = Server, Mandatory = true, Position = 0)]
    public string ConnectionString { get; set; } = "";

    /// <summary>The user to connect as.</summary>
    [Parameter(ParameterSetName = Server)]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The root certificates to trust: PEM text, or the path of a file that holds it.</summary>
    [Parameter(ParameterSetName = Server)]
    [ValidateNotNullOrEmpty]
    public string? RootCertificate { get; set; }

    /// <summary>The SQLite file.</summary>
    [Parameter(ParameterSetName = File, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The role of the node, and how long a read takes, too.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <summary>Only whether it answers.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => HideUser(ConnectionString);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var test = Test();
        WriteObject(Quiet ? test.IsReachable : test);
    }

    private StoreTest Test()
    {
        try
        {
            if (ParameterSetName != BySession)
                return TestSettings();
            var chosen = Session ?? RunspaceSessions.Current.Default ?? throw new NotConnectedException();
            return Await(cancel => TestAsync(chosen.Recorder, cancel));
        }
        catch (EventSourcingException error)
        {
            return new StoreTest { IsReachable = false, Address = Address, Error = error.Message, ErrorId = ErrorTable.Find(error).Id };
        }
    }

    private string? Address => Path ?? ConnectionParts.Address(ConnectionString) ?? (Session ?? RunspaceSessions.Current.Default)?.Address;

    private StoreTest TestSettings()
    {
        var settings = Path is null
            ? SessionSettings.For(ConnectionString, Credential, RootCertificate is null ? null : TextOrFullPath(RootCertificate), FullPath)
            : SessionSettings.ForFile(FullPath(Path));
        return Await(async cancel =>
        {
            var recorder = PersistenceModules.Open(settings);
            await using var _ = recorder.ConfigureAwait(false);
            return await TestAsync(recorder, cancel).ConfigureAwait(false);
        });
    }

    private async Task<StoreTest> TestAsync(IRecorder recorder, CancellationToken cancel)
    {
        var begin = TimeProvider.System.GetTimestamp();
        var info = await recorder.GetInfoAsync(cancel).ConfigureAwait(false);
        var test = new StoreTest
        {
            IsReachable = true,
            Store = info.Store,
            Version = info.Version,
            Address = info.Address,
            Latency = TimeProvider.System.GetElapsedTime(begin),
        };
        if (!Detailed || Quiet)
            return test;

        var role = recorder is INodeRecorder nodes ? await nodes.GetRoleAsync(cancel).ConfigureAwait(false) : null;
        begin = TimeProvider.System.GetTimestamp();
        await foreach (var recorded in recorder.ReadAllAsync(AllRead.Backwards with { MaxCount = 1 }, cancel).ConfigureAwait(false))
            break;
        return test with { Role = role, ReadLatency = TimeProvider.System.GetElapsedTime(begin) };
    }
}
