using EventSourcing.EventStoreDb.Client.Calls;
using EventSourcing.EventStoreDb.Client.Errors;
using EventSourcing.EventStoreDb.Protos;
using EventSourcing.EventStoreDb.Protos.Projections;
using EventSourcing.Persistence;
using Grpc.Core;
using Rpc = EventSourcing.EventStoreDb.Protos.Projections.Projections.ProjectionsClient;

namespace EventSourcing.EventStoreDb.Client.Projections;

/// <summary>Manages the projections that run in the server: queries in JavaScript over its log. The server must run with
/// projections switched on.</summary>
/// <remarks>Projections live on the leader of a cluster, and calls go there whatever the node preference; a node that does
/// not lead never answers, which ends with the call's deadline. Each call may raise an <see cref="AccessDeniedException"/>,
/// a <see cref="ProjectionsDisabledException"/>, a <see cref="StoreUnavailableException"/>, a
/// <see cref="StoreTimeoutException"/>, and one that changes something a <see cref="CallOutcomeUnknownException"/>.</remarks>
public sealed class ProjectionsClient
{
    private readonly UnaryCalls _calls;

    internal ProjectionsClient(UnaryCalls calls) => _calls = calls;

    /// <summary>Creates a projection that goes on live, and starts it.</summary>
    /// <remarks>The answer does not wait for the query to be compiled: a wrong one shows as <c>Faulted</c> in the statistics.</remarks>
    /// <param name="name">Its name; not empty.</param>
    /// <param name="query">What it does, in JavaScript.</param>
    /// <param name="emit">Whether it may append events and links.</param>
    /// <param name="trackEmittedStreams">Whether it notes the streams it appends to, so that they can be deleted with it;
    /// only together with <paramref name="emit"/>.</param>
    /// <param name="cancel">Stops waiting for the answer.</param>
    /// <exception cref="ProjectionExistsException">The name is taken.</exception>
    /// <exception cref="ArgumentException">The name is empty, or streams are to be tracked but not emitted.</exception>
    public Task CreateContinuousAsync(string name, string query, bool emit = false, bool trackEmittedStreams = false, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (trackEmittedStreams && !emit)
            throw new ArgumentException("Emitted streams can be tracked only where the projection may emit.", nameof(trackEmittedStreams));
        return CreateAsync(ProjectionMessages.Continuous(name, query, emit, trackEmittedStreams), name, cancel);
    }

    /// <summary>Creates a projection that runs once over what is there, and starts it. Its name is an id the server makes:
    /// <see cref="ListAsync"/> finds it.</summary>
    /// <param name="query">What it does, in JavaScript.</param>
    /// <param name="cancel">Stops waiting for the answer.</param>
    public Task CreateOneTimeAsync(string query, CancellationToken cancel = default) =>
        CreateAsync(ProjectionMessages.OneTime(query), null, cancel);

    /// <summary>Creates a projection that runs once over what is there and is not stored, and starts it.</summary>
    /// <param name="name">Its name; not empty.</param>
    /// <param name="query">What it does, in JavaScript.</param>
    /// <param name="cancel">Stops waiting for the answer.</param>
    /// <exception cref="ProjectionExistsException">The name is taken.</exception>
    public Task CreateTransientAsync(string name, string query, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return CreateAsync(ProjectionMessages.Transient(name, query), name, cancel);
    }

    /// <summary>Replaces a projection's query.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="query">What it does from now on.</param>
    /// <param name="emit">Whether it may append events and links; <see langword="null"/>: the server decides, and 23.10 lets it
    /// no more, whatever was before. The stream <c>$projections-</c> and its name tells what is.</param>
    /// <param name="cancel">Stops waiting for the answer.</param>
    /// <exception cref="ProjectionNotFoundException">There is none of this name.</exception>
    public Task UpdateAsync(string name, string query, bool? emit = null, CancellationToken cancel = default) =>
        ChangeAsync("projections.update", "update", name, Changes.ToTheSame, (rpc, options) => rpc.UpdateAsync(ProjectionMessages.Update(name, query, emit), options), cancel);

    /// <summary>Deletes a projection that is stopped or faulted.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="deleteEmittedStreams">Whether the streams it appended to go too, if they were tracked.</param>
    /// <param name="deleteStateStream">Whether the stream with its state goes too.</param>
    /// <param name="deleteCheckpointStream">Whether the stream with its checkpoints goes too.</param>
    /// <param name="cancel">Stops waiting for the answer.</param>
    /// <exception cref="ProjectionNotFoundException">There is none of this name.</exception>
    /// <exception cref="ProjectionNotStoppedException">It runs.</exception>
    public Task DeleteAsync(string name, bool deleteEmittedStreams = false, bool deleteStateStream = false, bool deleteCheckpointStream = false, CancellationToken cancel = default)
    {
        var request = new DeleteReq { Options = new() { Name = name, DeleteEmittedStreams = deleteEmittedStreams, DeleteStateStream = deleteStateStream, DeleteCheckpointStream = deleteCheckpointStream } };
        return ChangeAsync("projections.delete", "deletion", name, Changes.Once, (rpc, options) => rpc.DeleteAsync(request, options), cancel);
    }

    /// <summary>Starts a projection; one that runs goes on running.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancel">Stops waiting for the answer.</param>
    /// <exception cref="ProjectionNotFoundException">There is none of this name.</exception>
    public Task EnableAsync(string name, CancellationToken cancel = default) =>
        ChangeAsync("projections.enable", "enabling", name, Changes.ToTheSame, (rpc, options) => rpc.EnableAsync(new EnableReq { Options = new() { Name = name } }, options), cancel);

    /// <summary>Stops a projection, after a last checkpoint.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancel">Stops waiting for the answer.</param>
    /// <exception cref="ProjectionNotFoundException">There is none of this name.</exception>
    public Task DisableAsync(string name, CancellationToken cancel = default) =>
        ChangeAsync("projections.disable", "disabling", name, Changes.ToTheSame, (rpc, options) => rpc.DisableAsync(new DisableReq { Options = new() { Name = name, WriteCheckpoint = true } }, options), cancel);

    /// <summary>Stops a projection where it is, without a last checkpoint.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancel">Stops waiting for the answer.</param>
    /// <exception cref="ProjectionNotFoundException">There is none of this name.</exception>
    public Task AbortAsync(string name, CancellationToken cancel = default) =>
        ChangeAsync("projections.abort", "abort", name, Changes.ToTheSame, (rpc, options) => rpc.DisableAsync(new DisableReq { Options = new() { Name = name, WriteCheckpoint = false } }, options), cancel);

    /// <summary>Has a projection begin again from the start, in a new epoch. One that runs goes on running.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancel">Stops waiting for the answer.</param>
    /// <exception cref="ProjectionNotFoundException">There is none of this name.</exception>
    public Task ResetAsync(string name, CancellationToken cancel = default) =>
        ChangeAsync("projections.reset", "reset", name, Changes.Once, (rpc, options) => rpc.ResetAsync(new ResetReq { Options = new() { Name = name, WriteCheckpoint = true } }, options), cancel);

    /// <summary>Reads a projection's state.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="partition">The partition; empty: that of all events.</param>
    /// <param name="cancel">Stops waiting for the answer.</param>
    /// <returns>JSON text. Numbers went through a double, so integers above 2^53 lose digits. Without a state, for an unknown
    /// partition, or when it does not run: <c>{}</c>.</returns>
    /// <exception cref="ProjectionNotFoundException">There is none of this name.</exception>
    public async Task<string> GetStateAsync(string name, string partition = "", CancellationToken cancel = default)
    {
        var request = new StateReq { Options = new() { Name = name, Partition = partition } };
        var answer = await _calls.CallAsync((invoker, request, options) => new Rpc(invoker).StateAsync(request, options), request, Describe("projections.state", "state", name), cancel).ConfigureAwait(false);
        return ProjectionMessages.ToJson(answer.State);
    }

    /// <summary>Reads a projection's result: its state after the transformations of its query.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="partition">The partition; empty: that of all events.</param>
    /// <param name="cancel">Stops waiting for the answer.</param>
    /// <returns>JSON text, as of <see cref="GetStateAsync"/>.</returns>
    /// <exception cref="ProjectionNotFoundException">There is none of this name.</exception>
    public async Task<string> GetResultAsync(string name, string partition = "", CancellationToken cancel = default)
    {
        var request = new ResultReq { Options = new() { Name = name, Partition = partition } };
        var answer = await _calls.CallAsync((invoker, request, options) => new Rpc(invoker).ResultAsync(request, options), request, Describe("projections.result", "result", name), cancel).ConfigureAwait(false);
        return ProjectionMessages.ToJson(answer.Result);
    }

    /// <summary>Tells how one projection is doing.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancel">Stops waiting for the answer.</param>
    /// <exception cref="ProjectionNotFoundException">There is none of this name.</exception>
    public async Task<ProjectionStatistics> GetStatisticsAsync(string name, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var found = await StatisticsAsync(new StatisticsReq { Options = new() { Name = name } }, Describe("projections.statistics", "statistics", name), cancel).ConfigureAwait(false);
        return found.Count > 0 ? found[0] : throw new ProjectionNotFoundException(name, null);
    }

    /// <summary>Tells how projections are doing.</summary>
    /// <param name="mode">Which; <see langword="null"/>: all.</param>
    /// <param name="cancel">Stops waiting for the answer.</param>
    public Task<IReadOnlyList<ProjectionStatistics>> ListAsync(ProjectionMode? mode = null, CancellationToken cancel = default) =>
        StatisticsAsync(ProjectionMessages.Statistics(mode), _calls.Describe("projections.statistics", "list of the projections"), cancel);

    /// <summary>Restarts all projections, and what runs them.</summary>
    /// <exception cref="PersistenceException">Among others, they are being restarted already.</exception>
    public Task RestartSubsystemAsync(CancellationToken cancel = default) =>
        _calls.CallAsync((invoker, request, options) => new Rpc(invoker).RestartSubsystemAsync(request, options), new Empty(), _calls.Describe("projections.restart_subsystem", "restart of the projections") with { Changes = Changes.Once }, cancel);

    private Task<CreateResp> CreateAsync(CreateReq request, string? name, CancellationToken cancel) =>
        _calls.CallAsync((invoker, request, options) => new Rpc(invoker).CreateAsync(request, options), request, Describe("projections.create", "creation", name) with { Changes = Changes.Once }, cancel);

    private async Task ChangeAsync<TAnswer>(string operation, string what, string name, Changes changes, Func<Rpc, CallOptions, AsyncUnaryCall<TAnswer>> start, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        await _calls.CallAsync((invoker, start, options) => start(new Rpc(invoker), options), start, Describe(operation, what, name) with { Changes = changes }, cancel).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<ProjectionStatistics>> StatisticsAsync(StatisticsReq request, CallDescription description, CancellationToken cancel)
    {
        var answers = await _calls.CollectAsync((invoker, request, options) => new Rpc(invoker).Statistics(request, options), request, description, cancel).ConfigureAwait(false);
        return [.. answers.Select(ProjectionMessages.ToStatistics)];
    }

    private CallDescription Describe(string operation, string what, string? name) =>
        _calls.Describe(operation, name is null ? $"{what} of a projection" : $"{what} of the projection '{name}'") with { Target = name };
}
