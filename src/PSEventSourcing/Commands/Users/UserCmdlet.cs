using EventSourcing.EventStoreDb.Client.Users;
using PSEventSourcing.Execution;

namespace PSEventSourcing.Commands.Users;

/// <summary>A cmdlet for the users of a server.</summary>
public abstract class UserCmdlet : ServerCmdlet
{
    private protected UserCmdlet()
    {
    }

    /// <summary>The users of the session's server.</summary>
    private protected UsersClient Users => Client.Users;

    /// <summary>Says before anything is asked or confirmed where there can be no users.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Require(StoreAddress, () => Users.RequireTls());
    }
}
