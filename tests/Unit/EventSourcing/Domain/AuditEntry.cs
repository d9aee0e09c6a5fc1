namespace EventSourcing.Tests.Domain;

public abstract record AuditEntry
{
    public sealed record LoggedIn(string User) : AuditEntry;

    public sealed record LoggedOut(string User) : AuditEntry;
}

/// <summary>Not nested in its base, so that a log could not find it.</summary>
public sealed record StrayEntry(string User) : AuditEntry;
