namespace EventStoreDb.Emulator.Access;

/// <summary>The users of a secure node. Changes hold at once, where the real server takes up to a second.</summary>
internal sealed class UserDirectory
{
    public const string DefaultPassword = "changeit";

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly SortedDictionary<string, User> _users = new(StringComparer.Ordinal);

    public UserDirectory(TimeProvider time)
    {
        _time = time;
        var now = time.GetUtcNow();
        _users["admin"] = new User("admin", "Event Store Administrator", [Caller.Admins], DefaultPassword, false, now);
        _users["ops"] = new User("ops", "Event Store Operations", [Caller.Operators], DefaultPassword, false, now);
    }

    public IReadOnlyList<User> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _users.Values];
            }
        }
    }

    public User? Find(string login)
    {
        lock (_gate)
        {
            return _users.GetValueOrDefault(login);
        }
    }

    /// <summary>The caller behind a login, or null if there is none with this password.</summary>
    public Caller? Authenticate(string login, string password) =>
        Find(login) is { IsDisabled: false } user && string.Equals(user.Password, password, StringComparison.Ordinal)
            ? new Caller(user.Login, user.Groups, IsSystem: false)
            : null;

    /// <summary>False if the login is taken. The same login with the same password again changes nothing.</summary>
    public bool TryCreate(string login, string password, string fullName, IEnumerable<string> groups)
    {
        lock (_gate)
        {
            if (_users.TryGetValue(login, out var taken))
            {
                return string.Equals(taken.Password, password, StringComparison.Ordinal);
            }

            _users.Add(login, new User(login, fullName, [.. groups], password, false, _time.GetUtcNow()));
            return true;
        }
    }

    /// <summary>False if there is no such user.</summary>
    public bool TryChange(string login, Func<User, User> change)
    {
        lock (_gate)
        {
            if (!_users.TryGetValue(login, out var user))
            {
                return false;
            }

            _users[login] = change(user) with { LastUpdated = _time.GetUtcNow() };
            return true;
        }
    }

    public bool TryDelete(string login)
    {
        lock (_gate)
        {
            return _users.Remove(login);
        }
    }
}
