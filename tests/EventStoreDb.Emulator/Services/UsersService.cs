using EventSourcing.EventStoreDb.Protos.Users;
using EventStoreDb.Emulator.Access;
using Grpc.Core;

namespace EventStoreDb.Emulator.Services;

/// <summary>Users of a secure node. An insecure node never answers any of these calls.</summary>
internal sealed class UsersService(UserDirectory users, EmulatorOptions options) : Users.UsersBase
{
    public override async Task<CreateResp> Create(CreateReq request, ServerCallContext context)
    {
        await RequireAdminAsync(context);
        var wanted = Required(request.Options);
        return users.TryCreate(wanted.LoginName, wanted.Password, wanted.FullName, wanted.Groups)
            ? new CreateResp()
            : throw Errors.UserConflict(wanted.LoginName);
    }

    public override async Task<UpdateResp> Update(UpdateReq request, ServerCallContext context)
    {
        await RequireAdminAsync(context);
        var wanted = Required(request.Options);
        Change(wanted.LoginName, user => user with { FullName = wanted.FullName, Groups = [.. wanted.Groups] });
        return new UpdateResp();
    }

    public override async Task<DeleteResp> Delete(DeleteReq request, ServerCallContext context)
    {
        await RequireAdminAsync(context);
        var login = Required(request.Options).LoginName;
        return users.TryDelete(login) ? new DeleteResp() : throw Errors.UserNotFound(login);
    }

    public override async Task<DisableResp> Disable(DisableReq request, ServerCallContext context)
    {
        await RequireAdminAsync(context);
        Change(Required(request.Options).LoginName, user => user with { IsDisabled = true });
        return new DisableResp();
    }

    public override async Task<EnableResp> Enable(EnableReq request, ServerCallContext context)
    {
        await RequireAdminAsync(context);
        Change(Required(request.Options).LoginName, user => user with { IsDisabled = false });
        return new EnableResp();
    }

    public override async Task Details(
        DetailsReq request, IServerStreamWriter<DetailsResp> responseStream, ServerCallContext context)
    {
        await RequireLoginAsync(context);
        var login = request.Options?.LoginName ?? "";
        var found = login.Length == 0 ? users.All : [users.Find(login) ?? throw Errors.UserNotFound(login)];
        foreach (var user in found)
        {
            await responseStream.WriteAsync(new DetailsResp { UserDetails = Described(user) }, context.CancellationToken);
        }
    }

    public override async Task<ChangePasswordResp> ChangePassword(ChangePasswordReq request, ServerCallContext context)
    {
        await RequireLoginAsync(context);
        var wanted = Required(request.Options);
        var user = users.Find(wanted.LoginName) ?? throw Errors.UserNotFound(wanted.LoginName);
        if (!string.Equals(user.Password, wanted.CurrentPassword, StringComparison.Ordinal))
        {
            throw Errors.AccessDenied();
        }

        Change(wanted.LoginName, changed => changed with { Password = wanted.NewPassword });
        return new ChangePasswordResp();
    }

    public override async Task<ResetPasswordResp> ResetPassword(ResetPasswordReq request, ServerCallContext context)
    {
        await RequireAdminAsync(context);
        var wanted = Required(request.Options);
        Change(wanted.LoginName, user => user with { Password = wanted.NewPassword });
        return new ResetPasswordResp();
    }

    private static DetailsResp.Types.UserDetails Described(User user) => new()
    {
        LoginName = user.Login,
        FullName = user.FullName,
        Groups = { user.Groups },
        Disabled = user.IsDisabled,
        LastUpdated = new DetailsResp.Types.UserDetails.Types.DateTime
        {
            TicksSinceEpoch = user.LastUpdated.UtcTicks - DateTimeOffset.UnixEpoch.Ticks,
        },
    };

    private static T Required<T>(T? options) where T : class =>
        options ?? throw new MalformedRequestException("Options are required.");

    private void Change(string login, Func<User, User> change)
    {
        if (!users.TryChange(login, change))
        {
            throw Errors.UserNotFound(login);
        }
    }

    private async Task RequireAdminAsync(ServerCallContext context)
    {
        await RequireLoginAsync(context);
        if (!context.Caller().IsAdmin)
        {
            throw Errors.AccessDenied();
        }
    }

    private async Task RequireLoginAsync(ServerCallContext context)
    {
        if (!options.Tls)
        {
            await Silence.KeepAsync(context.CancellationToken);
        }

        if (context.Caller().IsAnonymous)
        {
            throw Errors.AccessDenied();
        }
    }
}
