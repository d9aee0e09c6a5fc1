using EventSourcing.EventStoreDb.Client.Calls;
using EventSourcing.EventStoreDb.Client.Errors;
using EventSourcing.EventStoreDb.Protos.Users;
using EventSourcing.Persistence;
using Grpc.Core;
using Rpc = EventSourcing.EventStoreDb.Protos.Users.Users.UsersClient;

namespace EventSourcing.EventStoreDb.Client.Users;

/// <summary>Manages the users of the server. Changes need the role <c>$admins</c>, except that of one's own password.</summary>
/// <remarks>Each call may raise a <see cref="SecureConnectionRequiredException"/>, because a node without TLS never answers
/// it; an <see cref="AccessDeniedException"/>, a <see cref="NotAuthenticatedException"/>, a
/// <see cref="StoreUnavailableException"/>; and one that changes something a <see cref="CallOutcomeUnknownException"/>.
/// For up to a second after a change of password, roles or enabling, the server may go by what was before.</remarks>
public sealed class UsersClient
{
    private readonly UnaryCalls _calls;
    private readonly bool _hasTls;

    internal UsersClient(UnaryCalls calls, bool hasTls)
    {
        _calls = calls;
        _hasTls = hasTls;
    }

    /// <summary>Finds out whether there can be users, as each call does by itself before it asks the server.</summary>
    /// <exception cref="SecureConnectionRequiredException">The connection has no TLS.</exception>
    public void RequireTls()
    {
        if (!_hasTls)
            throw new SecureConnectionRequiredException();
    }

    /// <summary>Creates a user. One that is there already with the same password is left as it is.</summary>
    /// <param name="loginName">The name to log in with; not empty.</param>
    /// <param name="fullName">The name for people.</param>
    /// <param name="groups">The roles the user has.</param>
    /// <param name="password">The password.</param>
    /// <param name="cancel">Stops waiting for the answer.</param>
    /// <exception cref="UserExistsException">There is such a user, with another password.</exception>
    public Task CreateAsync(string loginName, string fullName, IEnumerable<string> groups, string password, CancellationToken cancel = default) =>
        ChangeAsync(
            "users.create", "creation", loginName, Changes.ToTheSame,
            (rpc, options) => rpc.CreateAsync(new CreateReq { Options = new() { LoginName = loginName, FullName = fullName, Groups = { groups }, Password = password } }, options), cancel);

    /// <summary>Replaces a user's full name and roles.</summary>
    /// <param name="loginName">The name to log in with; it cannot be changed.</param>
    /// <param name="fullName">The name for people.</param>
    /// <param name="groups">All roles the user has from now on.</param>
    /// <param name="cancel">Stops waiting for the answer.</param>
    /// <exception cref="UserNotFoundException">There is no such user.</exception>
    public Task UpdateAsync(string loginName, string fullName, IEnumerable<string> groups, CancellationToken cancel = default) =>
        ChangeAsync(
            "users.update", "update", loginName, Changes.ToTheSame,
            (rpc, options) => rpc.UpdateAsync(new UpdateReq { Options = new() { LoginName = loginName, FullName = fullName, Groups = { groups } } }, options), cancel);

    /// <summary>Deletes a user. The name can be used again.</summary>
    /// <param name="loginName">The name to log in with.</param>
    /// <param name="cancel">Stops waiting for the answer.</param>
    /// <exception cref="UserNotFoundException">There is no such user.</exception>
    public Task DeleteAsync(string loginName, CancellationToken cancel = default) =>
        ChangeAsync(
            "users.delete", "deletion", loginName, Changes.Once,
            (rpc, options) => rpc.DeleteAsync(new DeleteReq { Options = new() { LoginName = loginName } }, options), cancel);

    /// <summary>Lets a user log in again; one who can already still can.</summary>
    /// <param name="loginName">The name to log in with.</param>
    /// <param name="cancel">Stops waiting for the answer.</param>
    /// <exception cref="UserNotFoundException">There is no such user.</exception>
    public Task EnableAsync(string loginName, CancellationToken cancel = default) =>
        ChangeAsync(
            "users.enable", "enabling", loginName, Changes.ToTheSame,
            (rpc, options) => rpc.EnableAsync(new EnableReq { Options = new() { LoginName = loginName } }, options), cancel);

    /// <summary>Lets a user log in no more; one who cannot already still cannot.</summary>
    /// <param name="loginName">The name to log in with.</param>
    /// <param name="cancel">Stops waiting for the answer.</param>
    /// <exception cref="UserNotFoundException">There is no such user.</exception>
    public Task DisableAsync(string loginName, CancellationToken cancel = default) =>
        ChangeAsync(
            "users.disable", "disabling", loginName, Changes.ToTheSame,
            (rpc, options) => rpc.DisableAsync(new DisableReq { Options = new() { LoginName = loginName } }, options), cancel);

    /// <summary>Changes a password by whoever knows it.</summary>
    /// <param name="loginName">The name to log in with.</param>
    /// <param name="currentPassword">The password up to now.</param>
    /// <param name="newPassword">The password from now on.</param>
    /// <param name="cancel">Stops waiting for the answer.</param>
    /// <exception cref="UserNotFoundException">There is no such user.</exception>
    /// <exception cref="AccessDeniedException">The current password is wrong.</exception>
    public Task ChangePasswordAsync(string loginName, string currentPassword, string newPassword, CancellationToken cancel = default) =>
        ChangeAsync(
            "users.change_password", "change of the password", loginName, Changes.Once,
            (rpc, options) => rpc.ChangePasswordAsync(new ChangePasswordReq { Options = new() { LoginName = loginName, CurrentPassword = currentPassword, NewPassword = newPassword } }, options), cancel);

    /// <summary>Sets a password without knowing the one up to now.</summary>
    /// <param name="loginName">The name to log in with.</param>
    /// <param name="newPassword">The password from now on.</param>
    /// <param name="cancel">Stops waiting for the answer.</param>
    /// <exception cref="UserNotFoundException">There is no such user.</exception>
    public Task ResetPasswordAsync(string loginName, string newPassword, CancellationToken cancel = default) =>
        ChangeAsync(
            "users.reset_password", "reset of the password", loginName, Changes.ToTheSame,
            (rpc, options) => rpc.ResetPasswordAsync(new ResetPasswordReq { Options = new() { LoginName = loginName, NewPassword = newPassword } }, options), cancel);

    /// <summary>Tells about one user.</summary>
    /// <param name="loginName">The name to log in with; not empty.</param>
    /// <param name="cancel">Stops waiting for the answer.</param>
    /// <exception cref="UserNotFoundException">There is no such user.</exception>
    public async Task<UserDetails> GetAsync(string loginName, CancellationToken cancel = default)
    {
        // An empty name would mean all of them.
        ArgumentException.ThrowIfNullOrEmpty(loginName);
        var found = await DetailsAsync(loginName, cancel).ConfigureAwait(false);
        return found.Count > 0 ? found[0] : throw new UserNotFoundException(loginName, null);
    }

    /// <summary>Tells about all users.</summary>
    public Task<IReadOnlyList<UserDetails>> ListAsync(CancellationToken cancel = default) => DetailsAsync(null, cancel);

    private async Task<IReadOnlyList<UserDetails>> DetailsAsync(string? loginName, CancellationToken cancel)
    {
        RequireTls();
        var request = new DetailsReq { Options = new() { LoginName = loginName ?? "" } };
        var answers = await _calls.CollectAsync(
            (invoker, request, options) => new Rpc(invoker).Details(request, options),
            request, _calls.Describe("users.details", loginName is null ? "list of the users" : $"details of the user '{loginName}'") with { Target = loginName }, cancel).ConfigureAwait(false);
        return [.. answers.Select(answer => ToDetails(answer.UserDetails))];
    }

    private async Task ChangeAsync<TAnswer>(string operation, string name, string loginName, Changes changes, Func<Rpc, CallOptions, AsyncUnaryCall<TAnswer>> start, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrEmpty(loginName);
        RequireTls();
        await _calls.CallAsync(
            (invoker, start, options) => start(new Rpc(invoker), options),
            start, _calls.Describe(operation, $"{name} of the user '{loginName}'") with { Target = loginName, Changes = changes }, cancel).ConfigureAwait(false);
    }

    private static UserDetails ToDetails(DetailsResp.Types.UserDetails user) => new(
        user.LoginName, user.FullName, [.. user.Groups], user.Disabled,
        user.LastUpdated is { } updated ? DateTimeOffset.UnixEpoch.AddTicks(updated.TicksSinceEpoch) : null);
}
