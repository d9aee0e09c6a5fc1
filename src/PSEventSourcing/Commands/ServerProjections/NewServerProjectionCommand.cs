using System.Management.Automation;
using EventSourcing.EventStoreDb.Client.Projections;
using PSEventSourcing.Execution;

namespace PSEventSourcing.Commands.ServerProjections;

/// <summary>Creates a projection in the server, and starts it.</summary>
[Cmdlet(VerbsCommon.New, "ServerProjection", SupportsShouldProcess = true, DefaultParameterSetName = ByQuery)]
[OutputType(typeof(ServerProjection))]
public sealed class NewServerProjectionCommand : ServerCmdlet
{
    private const string ByQuery = "Query";
    private const string ByPath = "Path";

    /// <summary>The name; a one-time projection gets one from the server.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>What it does, in JavaScript.</summary>
    [Parameter(ParameterSetName = ByQuery, Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Query { get; set; } = "";

    /// <summary>A file that holds the query.</summary>
    [Parameter(ParameterSetName = ByPath, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>How long it lives.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public ServerProjectionMode Mode { get; set; }

    /// <summary>Whether it may append events and links.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter Emit { get; set; }

    /// <summary>Whether it notes the streams it appends to.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter TrackEmittedStreams { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Name, () =>
    {
        Check();
        if (!ShouldProcess(Name ?? "a one-time projection", Emit ? "Create the projection, which may append events" : "Create the projection"))
            return;
        var query = ParameterSetName == ByPath ? Await(QueryFile.At(this, Path).ReadAsync) : Query;
        foreach (var created in Await(cancel => CreateAsync(query, cancel)))
            Write(created);
    });

    private void Check()
    {
        if (Mode == ServerProjectionMode.OneTime && Name is not null)
            throw new InvalidServerProjectionException("The server makes up the names of one-time projections. Leave -Name out, or choose another -Mode.");
        if (Mode != ServerProjectionMode.OneTime && Name is null)
            throw new InvalidServerProjectionException("A projection needs a name. Give one with -Name.");
        if (Mode != ServerProjectionMode.Continuous && Emit)
            throw new InvalidServerProjectionException("Only continuous projections may append events. Leave -Emit or -Mode out.");
        if (TrackEmittedStreams && !Emit)
            throw new InvalidServerProjectionException("Emitted streams can be tracked only where the projection may append events. Give -Emit too.");
    }

    private async Task<IReadOnlyList<ServerProjection>> CreateAsync(string query, CancellationToken cancel)
    {
        switch (Mode)
        {
            case ServerProjectionMode.OneTime:
                return await CreateOneTimeAsync(query, cancel).ConfigureAwait(false);
            case ServerProjectionMode.Transient:
                await Client.Projections.CreateTransientAsync(Name!, query, cancel).ConfigureAwait(false);
                break;
            default:
                await Client.Projections.CreateContinuousAsync(Name!, query, Emit, TrackEmittedStreams, cancel).ConfigureAwait(false);
                break;
        }

        return [await ServerProjectionWait.UntilPreparedAsync(Client, Name!, cancel).ConfigureAwait(false)];
    }

    /// <summary>The answer does not hold the name that the server has made. Where somebody else creates one at the same time,
    /// theirs cannot be told apart, and both come.</summary>
    private async Task<IReadOnlyList<ServerProjection>> CreateOneTimeAsync(string query, CancellationToken cancel)
    {
        var before = await OneTimeAsync(cancel).ConfigureAwait(false);
        await Client.Projections.CreateOneTimeAsync(query, cancel).ConfigureAwait(false);
        var created = new List<ServerProjection>();
        foreach (var name in (await OneTimeAsync(cancel).ConfigureAwait(false)).Except(before))
            created.Add(await ServerProjectionWait.UntilPreparedAsync(Client, name, cancel).ConfigureAwait(false));
        return created;
    }

    private async Task<IReadOnlySet<string>> OneTimeAsync(CancellationToken cancel) =>
        (await Client.Projections.ListAsync(ProjectionMode.OneTime, cancel).ConfigureAwait(false)).Select(found => found.Name).ToHashSet(StringComparer.Ordinal);

    private void Write(ServerProjection created)
    {
        if (created.IsFaulted)
            throw new ServerProjectionFaultedException(created, "was created and is there, but has failed");
        if (created.IsHeldBack)
            throw new ServerProjectionNotRunningException(created, "was created and is there, but does not run");
        WriteObject(created);
    }
}
