namespace EventStoreDb.Emulator.Access;

/// <summary>Who makes a call.</summary>
internal sealed record Caller(string? Name, IReadOnlyList<string> Groups, bool IsSystem)
{
    public const string Admins = "$admins";

    public const string Operators = "$ops";

    /// <summary>The role of everybody who has logged in.</summary>
    public const string Everybody = "$all";

    /// <summary>Everybody on an insecure node.</summary>
    public static readonly Caller System = new("system", [], IsSystem: true);

    public static readonly Caller Anonymous = new(null, [], IsSystem: false);

    public bool IsAnonymous => Name is null;

    public bool IsAdmin => IsSystem || Groups.Contains(Admins);

    public bool IsOperator => IsAdmin || Groups.Contains(Operators);

    public bool Has(string role) =>
        IsAdmin
        || (!IsAnonymous
            && (string.Equals(role, Everybody, StringComparison.Ordinal)
                || string.Equals(role, Name, StringComparison.Ordinal)
                || Groups.Contains(role)));
}
